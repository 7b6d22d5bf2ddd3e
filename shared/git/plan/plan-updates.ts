import { isBackupRef } from '../refs/ref-names.ts';
import type { Oid, PlanInput, UpdatePlan } from '../types.ts';
import { withoutNameConflicts } from './name-conflicts.ts';
import {
  type Difference,
  type Draft,
  isForeign,
  keptForeign,
  saveAndUpdate,
  short,
  updateOf,
} from './plan-draft.ts';
import { planPrune } from './plan-prune.ts';
import { withoutQuarantined } from './quarantine.ts';
import { refsInScope, settingsOf } from './replication-policy.ts';

/** Where the verdict for a question stands in `PlanInput.fastForward`. */
export function fastForwardKey(move: { old: Oid; new: Oid }): string {
  return `${move.old}..${move.new}`;
}

/**
 * What to do so that the replica becomes what the source is, as far as the policy lets it. Pure. When `questions`
 * is not empty, those refs are in neither list yet: ask `isFastForward` and plan again with the verdicts.
 *
 * 1. A ref the replica lacks is created, unless one that stays there is in the way of its name.
 * 2. A ref that was last written by us is updated; a force push follows, is refused, or follows after a backup.
 * 3. A ref that somebody else wrote is reported, and overwritten, kept, or overwritten after a backup; what the
 *    source's history holds anyway is no loss and is simply updated.
 * 4. A ref the source lacks is pruned when the policy says so, at once or after some time, but never while the
 *    source lists nothing, when too large a share vanished at once, or when it is the default branch.
 */
export function planUpdates(input: PlanInput): UpdatePlan {
  const { policy } = input;
  const source = refsInScope(policy, input.source);
  const replica = refsInScope(policy, input.replica);
  const draft: Draft = { backups: [], updates: [], kept: [], foreign: [], questions: [] };
  const vanished = [...replica.keys()].filter((ref) => !source.has(ref));
  planPrune(draft, input, { vanished, source, replica });
  for (const [ref, to] of source) {
    const old = replica.get(ref);
    if (old === to) continue;
    const difference = { ref, old, new: to, settings: settingsOf(policy, ref) };
    if (old === undefined) draft.updates.push({ ref, old, new: to });
    else planMove(draft, input, { ...difference, old, new: to });
  }
  for (const ref of input.source.keys())
    if (isBackupRef(ref))
      draft.kept.push({
        ref,
        rule: 'reserved-name',
        reason: `${ref} is not replicated: names below replica-backup/ are kept for what a replica saves.`,
        alarm: false,
      });
  return withoutQuarantined(withoutNameConflicts({ ...draft, vanished }, input), input);
}

type Move = Difference & { readonly old: Oid; readonly new: Oid };

function planMove(draft: Draft, input: PlanInput, move: Move): void {
  const foreign = isForeign(draft, input, move);
  const { forcePush, divergence } = move.settings;
  if (foreign && divergence !== 'overwrite') planForeignMove(draft, input, move);
  else if (foreign || forcePush === 'follow') draft.updates.push(updateOf(move));
  else planGuardedMove(draft, input, move);
}

function planForeignMove(draft: Draft, input: PlanInput, move: Move): void {
  const contained = verdictOf(draft, input, move);
  if (contained === undefined) return;
  if (contained) draft.updates.push(updateOf(move));
  else if (move.settings.divergence === 'backup') saveAndUpdate(draft, input, move);
  else draft.kept.push(keptForeign(move));
}

function planGuardedMove(draft: Draft, input: PlanInput, move: Move): void {
  // A tag that moves is a force push wherever it moves to.
  const isTag = move.ref.startsWith('refs/tags/');
  const fastForward = isTag ? false : verdictOf(draft, input, move);
  if (fastForward === undefined) return;
  if (fastForward) draft.updates.push(updateOf(move));
  else if (move.settings.forcePush === 'follow-after-backup') saveAndUpdate(draft, input, move);
  else
    draft.kept.push({
      ref: move.ref,
      rule: 'force-push-refused',
      reason: `${move.ref} was ${isTag ? 'moved' : 'force pushed'} at the source from ${short(move.old)} to ${short(move.new)}, and the policy keeps the replica where it was.`,
      alarm: true,
    });
}

/** Asks when nobody has answered yet. */
function verdictOf(draft: Draft, input: PlanInput, move: Move): boolean | undefined {
  const verdict = input.fastForward?.get(fastForwardKey(move));
  if (verdict === undefined) draft.questions.push({ ref: move.ref, old: move.old, new: move.new });
  return verdict;
}
