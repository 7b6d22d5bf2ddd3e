import type { CheckOut } from '../../../kernel/offers/codecommit.ts';
import type { Scope } from '../../../kernel/world.ts';
import { codeCommitError } from '../errors.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { cloneUrl, repositoryOf } from '../repositories/repositories.ts';
import { findCommit } from './commits.ts';

/**
 * Puts the files of a version into a folder, as a git clone with a detached HEAD, and gives the commit's id.
 * Throws RepositoryDoesNotExist and CommitDoesNotExist.
 */
export async function checkOut(scope: Scope, request: CheckOut): Promise<string> {
  const { repository, version, folder, depth } = request;
  const commitId = await resolveVersion(scope, { repository, version });
  await gitBackend.of(scope.world).checkOut(placeOf(scope, repository), {
    commitId,
    folder,
    depth: depth === 0 ? undefined : depth,
    originUrl: cloneUrl(scope, repository),
  });
  return commitId;
}

/** The commit that a version names; throws RepositoryDoesNotExist and CommitDoesNotExist. */
export async function resolveVersion(
  scope: Scope,
  { repository, version }: { repository: string; version?: string | undefined },
): Promise<string> {
  const found = repositoryOf(scope, repository);
  // `refs/heads/x^{sha}` is CodeBuild's way to say: this commit, which is on that branch.
  const pinned = version === undefined ? undefined : /\^\{([0-9a-f]{40})\}$/.exec(version)?.[1];
  const commitId = await findCommit(scope, found, pinned ?? version);
  if (commitId === undefined)
    throw codeCommitError(
      'CommitDoesNotExist',
      version === undefined
        ? `The repository ${repository} has no default branch: nothing was pushed to it yet.`
        : `${version} names no commit in the repository ${repository}.`,
    );
  return commitId;
}
