import type { PlanInput, UpdatePlan } from '../types.ts';

/**
 * The plan without the updates that the replica has refused before, at the same value: they are kept, so that a
 * ref nobody can mend does not cost every run a push of its own. One that has moved since is tried.
 */
export function withoutQuarantined(plan: UpdatePlan, { quarantined }: PlanInput): UpdatePlan {
  if (quarantined === undefined || quarantined.size === 0) return plan;
  const rests = plan.updates.filter(
    (update) => quarantined.has(update.ref) && quarantined.get(update.ref) === update.new,
  );
  const refs = new Set(rests.map(({ ref }) => ref));
  return {
    ...plan,
    backups: plan.backups.filter(({ saves }) => !refs.has(saves)),
    updates: plan.updates.filter(({ ref }) => !refs.has(ref)),
    kept: [
      ...plan.kept,
      ...rests.map(({ ref }) => ({
        ref,
        rule: 'quarantined' as const,
        reason: `${ref} was refused by the replica before, and is tried again later.`,
        alarm: true,
      })),
    ],
  };
}
