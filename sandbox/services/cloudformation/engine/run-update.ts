import type { StackResource } from '../state.ts';
import { applyPlan, type Journal } from './apply-plan.ts';
import { asFailure, failedSentence } from './failed-sentence.ts';
import { enterStatus } from './record-event.ts';
import { type RemovalReason, removeResource } from './remove-resource.ts';
import { rollBack } from './roll-back.ts';
import { adoptGoal, type PlannedGoal } from './stack-goal.ts';
import type { StackRun, StepFailed } from './stack-run.ts';

/**
 * Brings a stack to its goal, then removes what it no longer has. When a step fails, everything is brought back to
 * what it was, unless that is not wanted, and the failure is given; else nothing is.
 */
export async function runUpdate(
  run: StackRun,
  goal: PlannedGoal,
  { isRolledBack = true }: { isRolledBack?: boolean } = {},
): Promise<StepFailed | undefined> {
  const { stack } = run;
  const before = new Map(stack.resources);
  const journal: Journal = { created: [], updated: [], replaced: [] };
  enterStatus(run, 'UPDATE_IN_PROGRESS', 'User Initiated');
  try {
    adoptGoal(run, goal, await applyPlan(run, goal.plan, journal));
  } catch (error) {
    const failure = asFailure(stack, error);
    enterStatus(run, isRolledBack ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'UPDATE_FAILED', failedSentence(failure));
    if (isRolledBack) await rollBack({ ...run, tags: stack.tags }, { before, journal });
    return failure;
  }
  enterStatus(run, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  for (const { before: old } of journal.replaced) await cleanUp(run, old, 'replaced');
  for (const old of [...before.values()].toReversed())
    if (!stack.resources.has(old.logicalId)) await cleanUp(run, old, 'deleted');
  enterStatus(run, 'UPDATE_COMPLETE');
  return undefined;
}

/** What cannot be removed is no longer the stack's: the update is complete, and the events tell what was left. */
async function cleanUp(run: StackRun, resource: StackResource, reason: RemovalReason): Promise<void> {
  await removeResource(run, resource, reason).catch(() => {});
}
