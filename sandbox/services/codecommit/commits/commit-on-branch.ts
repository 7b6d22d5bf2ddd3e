import type { CallContext } from '../../../kernel/service.ts';
import { branchTip, checkBranchName, moveReference } from '../branches/references.ts';
import { codeCommitError } from '../errors.ts';
import { type FileEntry, type Files, gitBackend, placeOf } from '../objects/git-backend.ts';
import type { Repository } from '../state.ts';
import { type CommitWords, filesOf, isCommitId, readCommit, writeCommit } from './commits.ts';

/** A commit that a request makes at the tip of a branch. */
export interface BranchCommit {
  readonly branchName: string | undefined;
  readonly parentCommitId: string | undefined;
  readonly words: CommitWords;
  /** The message when the request gives none; AWS's own is unconfirmed. */
  readonly message: string;
  /** Changes the files of the parent. */
  change(files: Map<string, FileEntry>): Promise<void>;
  /** The error, without `Exception`, when nothing changed. */
  readonly noChange: string;
}

/**
 * Adds a commit to a branch; in an empty repository it makes the branch. Throws ParentCommitIdOutdated when
 * the parent is not the branch's tip any more, and the errors on the branch and the parent.
 */
export async function commitOnBranch(
  context: CallContext,
  repository: Repository,
  commit: BranchCommit,
): Promise<{ commitId: string; treeId: string; before: Files; after: Files }> {
  const branch = checkBranchName(commit.branchName);
  const tip = await parentOf(context, repository, { branch, parent: commit.parentCommitId });
  const before: Files = tip === undefined ? new Map() : await filesOf(context, repository.name, tip);
  const after = new Map(before);
  await commit.change(after);
  checkNames(after);
  if (isSame(before, after))
    throw codeCommitError(commit.noChange, 'The request would leave every file as it is.');
  const made = await writeCommit(context, repository, {
    files: after,
    parents: tip === undefined ? [] : [tip],
    words: commit.words,
    message: commit.message,
  });
  const ref = `refs/heads/${branch}`;
  if (!(await moveReference(context, repository, { ref, from: tip, to: made.commitId })))
    throw outdated(branch);
  return { ...made, before, after };
}

async function parentOf(
  context: CallContext,
  repository: Repository,
  { branch, parent }: { branch: string; parent: string | undefined },
): Promise<string | undefined> {
  const tip = await branchTip(context, repository, branch);
  if (parent !== undefined) {
    if (!isCommitId(parent))
      throw codeCommitError('InvalidParentCommitId', `"${parent}" is no full commit ID.`);
    if ((await readCommit(context, repository.name, parent)) === undefined)
      throw codeCommitError('ParentCommitDoesNotExist', `The commit ${parent} does not exist.`);
  }
  if (tip === undefined) {
    const refs = await gitBackend.of(context.world).refs(placeOf(context, repository.name));
    if (refs.has(`refs/tags/${branch}`))
      throw codeCommitError('BranchNameIsTagName', `${branch} is the name of a tag, not of a branch.`);
    if (repository.defaultBranch !== undefined)
      throw codeCommitError('BranchDoesNotExist', `Branch ${branch} does not exist`);
    return undefined;
  }
  if (parent === undefined)
    throw codeCommitError(
      'ParentCommitIdRequired',
      `${branch} has commits: the ID of its latest one, ${tip}, is required as the parent.`,
    );
  if (parent !== tip) throw outdated(branch);
  return tip;
}

function outdated(branch: string) {
  return codeCommitError(
    'ParentCommitIdOutdated',
    `The parent commit is not the latest one of ${branch} any more. Read the branch again and commit on its tip.`,
  );
}

/** A name cannot be a file and a folder at once. */
function checkNames(files: ReadonlyMap<string, FileEntry>): void {
  for (const path of files.keys())
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1))
      if (files.has(path.slice(0, at)))
        throw codeCommitError(
          'FileNameConflictsWithDirectoryName',
          `${path.slice(0, at)} cannot be a file and, for ${path}, a folder.`,
        );
}

function isSame(before: Files, after: Files): boolean {
  if (before.size !== after.size) return false;
  for (const [path, { id, mode }] of after) {
    const old = before.get(path);
    if (old?.id !== id || old.mode !== mode) return false;
  }
  return true;
}
