import type { Scope } from '../../../kernel/world.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { codeCommitState, type Repository } from '../state.ts';

/** Makes an empty repository under a name that is free, and nothing else: names and limits are the caller's. */
export async function newRepository(
  scope: Scope,
  given: { name: string; description: string | undefined; tags?: Readonly<Record<string, string>> },
): Promise<Repository> {
  const now = new Date(scope.world.clock.now());
  const repository: Repository = {
    name: given.name,
    id: scope.world.ids.uuid(),
    description: given.description,
    defaultBranch: undefined,
    creationDate: now,
    lastModifiedDate: now,
    tags: new Map(Object.entries(given.tags ?? {})),
    templates: new Set(),
    triggers: { configurationId: scope.world.ids.uuid(), list: [] },
  };
  // Taken before the first wait, so that a second request finds the name in use.
  codeCommitState(scope).repositories.set(given.name, repository);
  await gitBackend.of(scope.world).create(placeOf(scope, given.name));
  return repository;
}
