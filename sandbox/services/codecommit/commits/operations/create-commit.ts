import type {
  CreateCommitInput,
  CreateCommitOutput,
  PutFileEntry,
  SetFileModeEntry,
  SourceFileSpecifier,
} from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../../kernel/service.ts';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { codeCommitError } from '../../errors.ts';
import type { FileEntry, Files } from '../../objects/git-backend.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import type { Repository } from '../../state.ts';
import { commitOnBranch } from '../commit-on-branch.ts';
import { contentBytes } from '../file-content.ts';
import { apiMode, gitMode } from '../file-modes.ts';
import { filePath } from '../file-paths.ts';
import { keepEmptyFolders } from '../keep-empty-folders.ts';
import { writeBlob } from '../trees.ts';

/** Commits up to 100 changed files to a branch, or makes the first commit of a repository. */
export const createCommit = defineOperation<CreateCommitInput, CreateCommitOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  conditions: (input) => onReference(input.branchName),
  async handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    checkEntries(input);
    const made = await commitOnBranch(context, repository, {
      branchName: input.branchName,
      parentCommitId: input.parentCommitId,
      words: input,
      message: 'Commit made with CreateCommit',
      noChange: 'NoChange',
      change: (files) => change(context, repository, { input, files }),
    });
    return { commitId: made.commitId, treeId: made.treeId, ...changesOf(made.before, made.after) };
  },
});

function checkEntries({ putFiles = [], deleteFiles = [], setFileModes = [] }: CreateCommitInput): void {
  const all = [...putFiles, ...deleteFiles, ...setFileModes];
  if (all.length === 0)
    throw codeCommitError(
      'FileEntryRequired',
      'A commit needs at least one file to put, delete or set the mode of.',
    );
  if (all.length > 100)
    throw codeCommitError('MaximumFileEntriesExceeded', 'A commit through the API has at most 100 files.');
  const paths = [...putFiles, ...deleteFiles].map((entry) => filePath(entry.filePath));
  if (new Set(paths).size < paths.length)
    throw codeCommitError('SamePathRequest', 'A file is put or deleted more than once.');
}

async function change(
  context: CallContext,
  repository: Repository,
  { input, files }: { input: CreateCommitInput; files: Map<string, FileEntry> },
): Promise<void> {
  const before = new Map(files);
  for (const entry of input.putFiles ?? [])
    files.set(filePath(entry.filePath), await putEntry(context, repository, { entry, files, before }));
  for (const entry of input.deleteFiles ?? []) {
    const path = filePath(entry.filePath);
    if (!files.delete(path)) throw missing(path);
  }
  for (const entry of input.setFileModes ?? []) setMode(files, entry);
  if (input.keepEmptyFolders)
    keepEmptyFolders(before, files, await writeBlob(context, repository.name, Buffer.alloc(0)));
}

function setMode(files: Map<string, FileEntry>, entry: SetFileModeEntry): void {
  const path = filePath(entry.filePath);
  const file = files.get(path);
  if (file === undefined) throw missing(path);
  if (entry.fileMode === undefined)
    throw codeCommitError('FileModeRequired', `A file mode for ${path} is required.`);
  files.set(path, { ...file, mode: gitMode(entry.fileMode) });
}

async function putEntry(
  context: CallContext,
  repository: Repository,
  { entry, files, before }: { entry: PutFileEntry; files: Map<string, FileEntry>; before: Files },
): Promise<FileEntry> {
  const path = filePath(entry.filePath);
  const { sourceFile, fileContent } = entry;
  const mode = entry.fileMode === undefined ? undefined : gitMode(entry.fileMode);
  if (sourceFile !== undefined && fileContent !== undefined)
    throw codeCommitError(
      'FileContentAndSourceFileSpecified',
      `${path} has both a content and a source file.`,
    );
  if (sourceFile !== undefined) {
    const source = takeSource(files, before, sourceFile);
    return { id: source.id, mode: mode ?? source.mode };
  }
  if (fileContent === undefined)
    throw codeCommitError('SourceFileOrContentRequired', `${path} has neither a content nor a source file.`);
  const id = await writeBlob(context, repository.name, contentBytes(fileContent, path));
  return { id, mode: mode ?? before.get(path)?.mode ?? '100644' };
}

/** The file to copy, which is removed from its place when it moves. */
function takeSource(files: Map<string, FileEntry>, before: Files, source: SourceFileSpecifier): FileEntry {
  const path = filePath(source.filePath);
  const file = before.get(path);
  if (file === undefined) throw missing(path);
  if (source.isMove) files.delete(path);
  return file;
}

function missing(path: string) {
  return codeCommitError('FileDoesNotExist', `The file ${path} does not exist in the parent commit.`);
}

function changesOf(
  before: Files,
  after: Files,
): Pick<CreateCommitOutput, 'filesAdded' | 'filesUpdated' | 'filesDeleted'> {
  const describe = ([path, { id, mode }]: [string, FileEntry]) => ({
    absolutePath: path,
    blobId: id,
    fileMode: apiMode(mode),
  });
  const entries = [...after];
  return {
    filesAdded: entries.filter(([path]) => !before.has(path)).map(describe),
    filesUpdated: entries
      .filter(([path, { id, mode }]) => {
        const old = before.get(path);
        return old !== undefined && (old.id !== id || old.mode !== mode);
      })
      .map(describe),
    filesDeleted: [...before].filter(([path]) => !after.has(path)).map(describe),
  };
}
