import { backupName } from './ref-names.ts';
import type {
  Backup,
  FastForwardQuestion,
  ForeignWrite,
  KeptRef,
  Oid,
  PlanInput,
  RefSettings,
  RefUpdate,
} from './types.ts';

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

/** Also reports it. Without memory nobody can tell, and the setting for force pushes decides alone. */
export function isForeign(draft: Draft, input: PlanInput, { ref, old }: Difference): boolean {
  if (input.lastReplicated === undefined || old === undefined) return false;
  const expected = input.lastReplicated.get(ref);
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

/** Saves the old value first, unless an earlier run has, and then does the update. */
export function saveAndUpdate(draft: Draft, input: PlanInput, difference: Difference): void {
  const { ref, old } = difference;
  if (old === undefined) return;
  const name = backupName(ref, old);
  const saved = input.replica.get(name);
  if (saved !== old) draft.backups.push({ ref: name, old: saved, new: old, saves: ref });
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
