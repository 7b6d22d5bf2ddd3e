import type { Scope } from '../../../kernel/world.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { codeCommitState } from '../state.ts';

/** Removes a repository with its pull requests and comments, and gives its id; nothing when there was none. */
export async function removeRepository(scope: Scope, name: string): Promise<string | undefined> {
  const state = codeCommitState(scope);
  const repository = state.repositories.get(name);
  if (repository === undefined) return undefined;
  state.repositories.delete(name);
  for (const [id, { repositoryName }] of state.pullRequests)
    if (repositoryName === name) state.pullRequests.delete(id);
  for (const [id, { subject }] of state.comments)
    if (subject.repositoryName === name) state.comments.delete(id);
  await gitBackend.of(scope.world).remove(placeOf(scope, name));
  return repository.id;
}
