import type { Awaitable } from './git-backend.ts';
import { decodeCommit, decodeTagTarget, decodeTree, type GitObject } from './git-objects.ts';

/** Gives the object with an id, or nothing. */
export type FindObject = (id: string) => Awaitable<GitObject | undefined>;

/** What a walk found, and the ids that were named and are nowhere. */
export interface Reached {
  readonly objects: ReadonlyMap<string, GitObject>;
  readonly missing: readonly string[];
}

/** Every object that the tips reach; what is in `without` is passed over with what only it reaches. */
export async function reachedObjects(
  find: FindObject,
  tips: Iterable<string>,
  without: Pick<ReadonlySet<string>, 'has'> = new Set(),
): Promise<Reached> {
  const objects = new Map<string, GitObject>();
  const missing: string[] = [];
  const seen = new Set(tips);
  for (const id of seen) {
    if (without.has(id)) continue;
    const object = await find(id);
    if (object === undefined) missing.push(id);
    else {
      objects.set(id, object);
      for (const named of namedBy(object)) seen.add(named);
    }
  }
  return { objects, missing };
}

/** Every commit that the tips reach; tags are followed to what they name. */
export async function reachedCommits(find: FindObject, tips: Iterable<string>): Promise<Set<string>> {
  const commits = new Set<string>();
  const seen = new Set(tips);
  for (const id of seen) {
    const object = await find(id);
    if (object?.type === 'commit') {
      commits.add(id);
      for (const parent of decodeCommit(object.data).parents) seen.add(parent);
    }
    if (object?.type === 'tag') for (const target of namedBy(object)) seen.add(target);
  }
  return commits;
}

/** Follows a tag, and tags of tags, to what is no tag. */
export async function peel(find: FindObject, id: string): Promise<string> {
  const object = await find(id);
  const target = object?.type === 'tag' ? decodeTagTarget(object.data) : undefined;
  return target === undefined ? id : peel(find, target);
}

/** The objects that cannot be missing beside this one. A submodule's commit is in another repository. */
function namedBy({ type, data }: GitObject): string[] {
  switch (type) {
    case 'blob':
      return [];
    case 'tree':
      return decodeTree(data).flatMap(({ mode, id }) => (mode === '160000' ? [] : [id]));
    case 'commit': {
      const { tree, parents } = decodeCommit(data);
      return [tree, ...parents];
    }
    case 'tag': {
      const target = decodeTagTarget(data);
      return target === undefined ? [] : [target];
    }
  }
}
