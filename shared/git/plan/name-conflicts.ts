import type { PlanInput, RefUpdate, UpdatePlan } from '../types.ts';

/**
 * The plan without the creations that git cannot do: a ref is a file, so that `area` and `area/one` cannot both be.
 * While the one that is in the way stays on the replica the other is kept back, and told; once it goes they change
 * places in one push. The replica would only refuse it in words that say nothing of the cause.
 */
export function withoutNameConflicts(plan: UpdatePlan, { replica }: PlanInput): UpdatePlan {
  const deleted = new Set(plan.updates.flatMap(({ ref, new: to }) => (to === undefined ? [ref] : [])));
  const staying = [...replica.keys()].filter((ref) => !deleted.has(ref));
  const inTheWay = conflictsWith(staying);
  const blocked = new Map<RefUpdate, string>();
  for (const update of plan.updates) {
    const other = update.old === undefined && update.new !== undefined ? inTheWay(update.ref) : undefined;
    if (other !== undefined) blocked.set(update, other);
  }
  return {
    ...plan,
    updates: plan.updates.filter((update) => !blocked.has(update)),
    kept: [
      ...plan.kept,
      ...[...blocked].map(([{ ref }, other]) => ({
        ref,
        rule: 'name-taken' as const,
        reason: `${ref} cannot be created while the replica has ${other}: git cannot have both.`,
        alarm: true,
      })),
    ],
  };
}

/** Gives which of these refs is in the way of a new one, if any is. */
function conflictsWith(refs: readonly string[]): (ref: string) => string | undefined {
  const files = new Set(refs);
  const folders = new Map(refs.flatMap((ref) => foldersOf(ref).map((folder) => [folder, ref] as const)));
  return (ref) => folders.get(ref) ?? foldersOf(ref).find((folder) => files.has(folder));
}

/** `refs/heads` and `refs/heads/area` of `refs/heads/area/one`. */
function foldersOf(ref: string): string[] {
  const parts = ref.split('/');
  return parts.slice(2).map((_part, index) => parts.slice(0, index + 2).join('/'));
}
