// Notes on pack piping, haves: with bitmaps git's pack-objects finds no bases for thin deltas when it is given more than
// the old tips (15.9 kB became 30 kB), but without the branch tips a merge of a branch that was replicated before is
// sent again in full (327 kB instead of 18 kB).
import type { Oid, Refs, RefUpdate } from '../types.ts';

const mostBranchTips = 64;

/** Enough for any common history; more would only make the request longer. */
const mostTips = 10_000;

/** What the replica has, in the order in which it is named to the source. */
export interface Known {
  readonly refs: Refs;
  readonly otherTips: readonly Oid[];
}

export interface Haves {
  readonly wants: readonly Oid[];
  readonly haves: readonly Oid[];
  readonly moreHaves: readonly Oid[];
}

/**
 * What to ask the source for so that these updates can be done. Every have is from the replica's own listing in
 * this run, or was confirmed by it since: an object that a replica only should have is never counted on.
 */
export function chooseHaves(updates: readonly RefUpdate[], { refs, otherTips }: Known): Haves {
  const tips = new Set([...refs.values(), ...otherTips]);
  const wants = [...new Set(updates.flatMap((update) => update.new ?? []))].filter((oid) => !tips.has(oid));
  const branches = [...refs].filter(([ref]) => ref.startsWith('refs/heads/')).map(([, oid]) => oid);
  const old = updates.flatMap((update) => update.old ?? []);
  const few = [...new Set([...old, ...branches.slice(0, mostBranchTips)])];
  const all = [...new Set([...old, ...branches, ...tips])].slice(0, mostTips);
  // A new ref at a commit nobody knows may lean on anything.
  const creates = updates.some(
    (update) => update.old === undefined && update.new !== undefined && !tips.has(update.new),
  );
  return { wants, haves: creates ? all : few, moreHaves: all };
}
