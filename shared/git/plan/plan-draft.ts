import { backupName } from '../refs/ref-names.ts';
import type {
  Backup,
  FastForwardQuestion,
  ForeignWrite,
  KeptRef,
  Oid,
  PlanInput,
  RefSettings,
  RefUpdate,
} from '../types.ts';

/** A plan while it is made. */
export interface Draft {
  readonly backups: Backup[];
  readonly updates: RefUpdate[];
  readonly kept: KeptRef[];
  readonly foreign: ForeignWrite[];
  readonly questions: FastForwardQuestion[];
}

/** One ref that differs. */
export interface Difference {
  readonly ref: string;
  readonly old: Oid | undefined;
  readonly new: Oid | undefined;
  readonly settings: RefSettings;
}

/**
 * Also reports it. Without memory everything there may be somebody else's, and counts as such: what the source's
 * history holds is found to be no loss, and nothing else is overwritten without a word.
 */
export function isForeign(draft: Draft, input: PlanInput, { ref, old }: Difference): boolean {
  if (old === undefined) return false;
  const expected = input.lastReplicated?.get(ref);
  if (expected === old) return false;
  draft.foreign.push({ ref, found: old, expected });
  return true;
}

/** The kept ref of a foreign write. */
export function keptForeign({ ref, old }: Difference): KeptRef {
  return {
    ref,
    rule: 'foreign-write',
    reason: `${ref} was written on the replica by somebody else (${short(old)}) and is kept; bring that commit to the source, or delete it there.`,
    alarm: true,
  };
}

/**
 * Saves the old value first, unless an earlier run has, and then does the update. What is saved never moves: when
 * something else has that name, the ref is kept as it is.
 */
export function saveAndUpdate(draft: Draft, input: PlanInput, difference: Difference): void {
  const { ref, old } = difference;
  if (old === undefined) return;
  const name = backupName(ref, old);
  const saved = input.replica.get(name);
  if (saved !== undefined && saved !== old) {
    draft.kept.push({
      ref,
      rule: 'backup-name-taken',
      reason: `${ref} is kept as it is (${short(old)}), because it could not be saved first: ${name} is at ${short(saved)}. Delete that one on the replica.`,
      alarm: true,
    });
    return;
  }
  if (saved === undefined) draft.backups.push({ ref: name, old: undefined, new: old, saves: ref });
  draft.updates.push(updateOf(difference));
}

/** Only the update, without what decided on it. */
export function updateOf({ ref, old, new: to }: Difference): RefUpdate {
  return { ref, old, new: to };
}

/** As people know a commit. */
export function short(oid: Oid | undefined): string {
  return oid?.slice(0, 12) ?? 'nothing';
}
