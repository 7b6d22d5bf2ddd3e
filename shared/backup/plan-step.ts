import type { Oid, Refs, RefUpdate } from '../git/types.ts';

/** The pushes that take a repository from one point to the next, in order. */
export interface RestoreStep {
  /** Everything but what the default branch is in the way of; its push carries the objects. */
  readonly first: readonly RefUpdate[];
  /** To be made the default branch between the two; absent when it may stay. */
  readonly newDefault?: string;
  /** The old default branch's deletion, and what had to wait for it. */
  readonly second: readonly RefUpdate[];
}

/**
 * What moves refs from `current` to `wanted`. Deletions come first, because a server does `a` → `a/b` one by one.
 * The default branch cannot be deleted (CodeCommit refuses it), so another one is made the default before.
 */
export function planStep(
  current: Refs,
  wanted: Refs,
  branches: { readonly current: string | undefined; readonly wanted: string | undefined },
): RestoreStep {
  const updates = [...deletions(current, wanted), ...changes(current, wanted, branches.wanted)];
  const kept = branches.current === undefined ? undefined : `refs/heads/${branches.current}`;
  const removal = updates.find(({ ref, new: to }) => ref === kept && to === undefined);
  if (removal === undefined) return { first: updates, second: [] };
  const waits = (update: RefUpdate): boolean => update === removal || areInConflict(update.ref, removal.ref);
  const newDefault = nextDefault(wanted, branches.wanted, removal.ref);
  return {
    first: updates.filter((update) => !waits(update)),
    ...(newDefault !== undefined && { newDefault }),
    second: updates.filter(waits),
  };
}

function deletions(current: Refs, wanted: Refs): RefUpdate[] {
  return [...current]
    .filter(([ref]) => !wanted.has(ref))
    .map(([ref, old]): RefUpdate => ({ ref, old, new: undefined }));
}

/** The default branch first: CodeCommit makes the first branch it gets the default one. */
function changes(current: Refs, wanted: Refs, defaultBranch: string | undefined): RefUpdate[] {
  const changed = [...wanted]
    .filter(([ref, oid]: readonly [string, Oid]) => current.get(ref) !== oid)
    .map(([ref, oid]): RefUpdate => ({ ref, old: current.get(ref), new: oid }));
  const first = changed.filter(({ ref }) => ref === `refs/heads/${defaultBranch}`);
  return [...first, ...changed.filter((update) => !first.includes(update))];
}

function nextDefault(wanted: Refs, preferred: string | undefined, removed: string): string | undefined {
  const candidates = [...wanted.keys()].filter(
    (ref) => ref.startsWith('refs/heads/') && !areInConflict(ref, removed),
  );
  const best = candidates.find((ref) => ref === `refs/heads/${preferred}`) ?? candidates[0];
  return best?.slice('refs/heads/'.length);
}

/** True when one name is a folder of the other, which no server holds at the same time. */
function areInConflict(one: string, other: string): boolean {
  return one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
