import type { Scope } from '../../../sandbox/kernel/world.ts';
import { gitBackend, placeOf } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import {
  decodeCommit,
  decodeTagTarget,
  decodeTree,
  type GitObject,
} from '../../../sandbox/services/codecommit/objects/git-objects.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';

export type Refs = ReadonlyMap<string, string>;

/** Branches and tags of a repository in this Region; none when it does not exist there. */
export async function readRefs(scope: Scope, repositoryName: string): Promise<Refs> {
  if (!codeCommitState(scope).repositories.has(repositoryName)) return new Map();
  return gitBackend.of(scope.world).refs(placeOf(scope, repositoryName));
}

/** Every object that these refs reach, and those that should be there and are not. */
export async function reachedFrom(
  scope: Scope,
  repositoryName: string,
  refs: Refs,
): Promise<{ objects: ReadonlySet<string>; missing: readonly string[] }> {
  const objects = new Set(refs.values());
  const missing: string[] = [];
  const place = placeOf(scope, repositoryName);
  for (const id of objects) {
    const object = await gitBackend.of(scope.world).readObject(place, id);
    if (object === undefined) missing.push(id);
    else for (const next of namedBy(object)) objects.add(next);
  }
  return { objects, missing };
}

/** Nobody has names of more than 1,024 bytes but who means no good: they are told, and neither replicated nor kept. */
export function isTooLong(ref: string): boolean {
  return Buffer.byteLength(ref) > 1_024;
}

function namedBy({ type, data }: GitObject): readonly string[] {
  if (type === 'tree') return decodeTree(data).map(({ id }) => id);
  if (type === 'tag') return [decodeTagTarget(data) ?? ''];
  if (type === 'blob') return [];
  const { tree, parents } = decodeCommit(data);
  return [tree, ...parents];
}
