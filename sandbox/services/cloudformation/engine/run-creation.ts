import { applyPlan, type Journal } from './apply-plan.ts';
import { asFailure, failedSentence } from './failed-sentence.ts';
import { enterStatus } from './record-event.ts';
import { forgetStack, removeAll } from './run-deletion.ts';
import { adoptGoal, type PlannedGoal } from './stack-goal.ts';
import type { StackRun, StepFailed } from './stack-run.ts';

/** What becomes of a stack whose creation fails. */
export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';

/**
 * Makes a new stack's resources. When one fails, everything that was made is taken back, unless nothing is to be
 * done, and the failure is given; else nothing is.
 */
export async function runCreation(
  run: StackRun,
  goal: PlannedGoal,
  onFailure: OnFailure = 'ROLLBACK',
): Promise<StepFailed | undefined> {
  const { stack } = run;
  enterStatus(run, 'CREATE_IN_PROGRESS', 'User Initiated');
  const journal: Journal = { created: [], updated: [], replaced: [] };
  try {
    adoptGoal(run, goal, await applyPlan(run, goal.plan, journal));
    enterStatus(run, 'CREATE_COMPLETE');
    return undefined;
  } catch (error) {
    const failure = asFailure(stack, error);
    await afterFailure(run, failure, onFailure);
    return failure;
  }
}

async function afterFailure(run: StackRun, failure: StepFailed, onFailure: OnFailure): Promise<void> {
  const sentence = failedSentence(failure);
  if (onFailure === 'DO_NOTHING') {
    enterStatus(run, 'CREATE_FAILED', sentence);
    return;
  }
  const isRollback = onFailure === 'ROLLBACK';
  enterStatus(
    run,
    isRollback ? 'ROLLBACK_IN_PROGRESS' : 'DELETE_IN_PROGRESS',
    `${sentence}${isRollback ? 'Rollback' : 'Delete'} requested by user.`,
  );
  const left = await removeAll(run, 'creation taken back');
  if (left.length === 0 && !isRollback) forgetStack(run);
  else enterStatus(run, `${isRollback ? 'ROLLBACK' : 'DELETE'}_${left.length === 0 ? 'COMPLETE' : 'FAILED'}`);
}
