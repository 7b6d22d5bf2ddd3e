import type { ConflictResolution, ReplaceContentEntry } from '@aws-sdk/client-codecommit';
import { contentBytes } from '../commits/file-content.ts';
import { apiMode, gitMode } from '../commits/file-modes.ts';
import { filePath } from '../commits/file-paths.ts';
import { codeCommitError } from '../errors.ts';
import type { FileEntry } from '../objects/git-backend.ts';
import type { Blobs, FileConflict, MergedFiles } from './merge-files.ts';

/**
 * Settles conflicts as the request says path by path, and gives what is still in conflict. Throws
 * MultipleConflictResolutionEntries, InvalidConflictResolution and what else is wrong with the entries.
 */
export async function resolveConflicts(
  { files, conflicts }: MergedFiles,
  resolution: ConflictResolution | undefined,
  blobs: Blobs,
): Promise<FileConflict[]> {
  const open = new Map(conflicts.map((conflict) => [conflict.path, conflict]));
  const { replaceContents = [], deleteFiles = [], setFileModes = [] } = resolution ?? {};
  checkTwice([...replaceContents, ...deleteFiles]);
  for (const entry of replaceContents) {
    const conflict = take(open, entry.filePath);
    setFile(files, conflict.path, await replacement(entry, conflict, blobs));
  }
  for (const entry of deleteFiles) files.delete(take(open, entry.filePath).path);
  for (const entry of setFileModes) {
    const path = filePath(entry.filePath);
    const file = files.get(path);
    setFile(files, path, file && { ...file, mode: gitMode(entry.fileMode ?? '') });
  }
  return [...open.values()];
}

function checkTwice(entries: readonly { filePath: string | undefined }[]): void {
  const paths = entries.map((entry) => filePath(entry.filePath));
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined)
    throw codeCommitError('MultipleConflictResolutionEntries', `${twice} is resolved more than once.`);
}

/** Takes a conflict off the list of open ones. */
function take(open: Map<string, FileConflict>, path: string | undefined): FileConflict {
  const conflict = open.get(filePath(path));
  if (conflict === undefined)
    throw codeCommitError('InvalidConflictResolution', `${path} is not in conflict.`);
  open.delete(conflict.path);
  return conflict;
}

function setFile(files: Map<string, FileEntry>, path: string, file: FileEntry | undefined): void {
  if (file === undefined) files.delete(path);
  else files.set(path, file);
}

async function replacement(
  entry: ReplaceContentEntry,
  { path, versions }: FileConflict,
  blobs: Blobs,
): Promise<FileEntry | undefined> {
  switch (entry.replacementType) {
    case 'KEEP_BASE':
      return versions.base;
    case 'KEEP_SOURCE':
      return versions.source;
    case 'KEEP_DESTINATION':
      return versions.destination;
    case 'USE_NEW_CONTENT': {
      if (entry.content === undefined)
        throw codeCommitError(
          'ReplacementContentRequired',
          `USE_NEW_CONTENT for ${path} comes without content.`,
        );
      const mode = entry.fileMode ?? apiMode((versions.destination ?? versions.source)?.mode ?? '100644');
      return { mode: gitMode(mode), id: await blobs.write(contentBytes(entry.content, path)) };
    }
    case undefined:
      throw codeCommitError(
        'ReplacementTypeRequired',
        `The resolution of ${path} names no replacement type.`,
      );
    default:
      throw codeCommitError('InvalidReplacementType', `"${String(entry.replacementType)}" replaces nothing.`);
  }
}
