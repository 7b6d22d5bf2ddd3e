import type { Commit as ApiCommit } from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../kernel/service.ts';
import type { Scope } from '../../../kernel/world.ts';
import { callerName } from '../callers.ts';
import { codeCommitError } from '../errors.ts';
import { type Files, gitBackend, placeOf } from '../objects/git-backend.ts';
import {
  type Commit,
  decodeCommit,
  decodeTagTarget,
  encodeCommit,
  objectId,
  type Person,
} from '../objects/git-objects.ts';
import type { Repository } from '../state.ts';
import { writeTree } from './trees.ts';

const commitId = /^[0-9a-f]{40}$/i;

/** True for the form of a full commit id; says nothing of whether it exists. */
export function isCommitId(text: string): boolean {
  return commitId.test(text);
}

/** The commit with this id, or nothing when the repository has no commit with it. */
export async function readCommit(
  scope: Scope,
  repositoryName: string,
  id: string,
): Promise<Commit | undefined> {
  const object = await gitBackend.of(scope.world).readObject(placeOf(scope, repositoryName), id);
  return object?.type === 'commit' ? decodeCommit(object.data) : undefined;
}

/**
 * The id of the commit that a specifier names: a full id, a branch, a tag, a full reference name, `HEAD`; the
 * default branch when there is none. Nothing when it names no commit.
 */
export async function findCommit(
  scope: Scope,
  repository: Repository,
  specifier: string | undefined,
): Promise<string | undefined> {
  const git = gitBackend.of(scope.world);
  const place = placeOf(scope, repository.name);
  for (const ref of candidates(repository, specifier)) {
    const id = commitId.test(ref) ? ref.toLowerCase() : await git.readRef(place, ref);
    const peeled = id === undefined ? undefined : await peel(scope, repository, id);
    if (peeled !== undefined) return peeled;
  }
  return undefined;
}

function candidates(repository: Repository, specifier: string | undefined): string[] {
  if (specifier === undefined || specifier === 'HEAD')
    return repository.defaultBranch === undefined ? [] : [`refs/heads/${repository.defaultBranch}`];
  if (commitId.test(specifier) || specifier.startsWith('refs/')) return [specifier];
  return [`refs/heads/${specifier}`, `refs/tags/${specifier}`];
}

async function peel(scope: Scope, repository: Repository, id: string): Promise<string | undefined> {
  const object = await gitBackend.of(scope.world).readObject(placeOf(scope, repository.name), id);
  if (object?.type === 'commit') return id;
  const target = object?.type === 'tag' ? decodeTagTarget(object.data) : undefined;
  return target === undefined ? undefined : peel(scope, repository, target);
}

/** As `findCommit`; throws CommitDoesNotExist when the specifier names no commit. */
export async function commitOf(
  scope: Scope,
  repository: Repository,
  specifier: string | undefined,
): Promise<string> {
  const id = await findCommit(scope, repository, specifier);
  if (id === undefined)
    throw codeCommitError(
      'CommitDoesNotExist',
      `${specifier ?? 'The default branch'} names no commit in the repository ${repository.name}.`,
    );
  return id;
}

/** All files of a commit that exists. */
export async function filesOf(scope: Scope, repositoryName: string, id: string): Promise<Files> {
  return gitBackend.of(scope.world).files(placeOf(scope, repositoryName), id);
}

/** What the requests that make commits say about who made it; AWS limits name, e-mail and message. */
export interface CommitWords {
  readonly authorName?: string | undefined;
  readonly email?: string | undefined;
  readonly commitMessage?: string | undefined;
}

/** Writes a commit with these files, now and by the caller, and gives its id and its tree's. */
export async function writeCommit(
  context: CallContext,
  repository: Repository,
  commit: { files: Files; parents: readonly string[]; words: CommitWords; message: string },
): Promise<{ commitId: string; treeId: string }> {
  const { words, parents } = commit;
  checkCommitWords(words);
  const treeId = await writeTree(context, repository.name, commit.files);
  const author: Person = {
    name: words.authorName || callerName(context.principal),
    email: words.email ?? '',
    seconds: Math.floor(context.world.clock.now() / 1000),
    zone: '+0000',
  };
  const message = words.commitMessage || commit.message;
  const object = encodeCommit({ tree: treeId, parents, author, committer: author, message });
  await gitBackend.of(context.world).writeObjects(placeOf(context, repository.name), [object]);
  return { commitId: objectId(object), treeId };
}

/** Commit metadata may be 20 MB through the API (facts, section 9); of the name AWS's limit is unconfirmed. */
export function checkCommitWords({ authorName, email, commitMessage }: CommitWords): void {
  if (authorName !== undefined && authorName.length > 255)
    throw codeCommitError('NameLengthExceeded', 'The name of the author is longer than 255 characters.');
  if (email !== undefined && /[<>\n\0]/.test(email))
    throw codeCommitError('InvalidEmail', `"${email}" is no e-mail address.`);
  if (commitMessage !== undefined && Buffer.byteLength(commitMessage) > 20 * 1024 * 1024)
    throw codeCommitError('CommitMessageLengthExceeded', 'The commit message is larger than 20 MB.');
}

/** A commit as GetCommit shows it. */
export function apiCommit(id: string, commit: Commit): ApiCommit {
  return {
    commitId: id,
    treeId: commit.tree,
    parents: [...commit.parents],
    message: commit.message,
    author: userOf(commit.author),
    committer: userOf(commit.committer),
    additionalData: '',
  };
}

function userOf({ name, email, seconds, zone }: Person): { name: string; email: string; date: string } {
  return { name, email, date: `${seconds} ${zone}` };
}
