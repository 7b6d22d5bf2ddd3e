import type { StackResource } from '../state.ts';
import type { Journal } from './apply-plan.ts';
import { updateResource } from './make-resource.ts';
import { enterStatus, recordEvent } from './record-event.ts';
import { removeResource } from './remove-resource.ts';
import type { StackRun } from './stack-run.ts';

/** Brings a stack back to what it was before an update: first what was changed, then without what was made. */
export async function rollBack(
  run: StackRun,
  { before, journal }: { before: ReadonlyMap<string, StackResource>; journal: Journal },
): Promise<void> {
  const { stack } = run;
  stack.resources.clear();
  for (const [logicalId, resource] of before) stack.resources.set(logicalId, resource);
  const failed: string[] = [];
  for (const { before: old } of [...journal.updated, ...journal.replaced])
    if (!(await bringBack(run, old, journal))) failed.push(old.logicalId);
  if (failed.length > 0) {
    enterStatus(
      run,
      'UPDATE_ROLLBACK_FAILED',
      `The following resource(s) failed to update: [${failed.join(', ')}]. `,
    );
    return;
  }
  enterStatus(run, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  for (const made of journal.created.toReversed())
    await removeResource(run, made, 'creation taken back').catch(() => {});
  enterStatus(run, 'UPDATE_ROLLBACK_COMPLETE');
}

/** What was replaced is still there: only the stack has to know it again. */
async function bringBack(run: StackRun, old: StackResource, journal: Journal): Promise<boolean> {
  const { scope, stack } = run;
  const { logicalId, type, ref, properties } = old;
  if (journal.replaced.some(({ before }) => before === old)) {
    for (const status of ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'])
      recordEvent(scope, stack, { logicalId, type, ref, status, properties });
    return true;
  }
  const attempted = journal.updated.find(({ before }) => before === old)?.attempted ?? properties;
  const now = { ...old, properties: attempted };
  try {
    stack.resources.set(logicalId, await updateResource(run, { planned: old, properties }, now));
    return true;
  } catch {
    return false;
  }
}
