import { cloudformationState, type StackResource } from '../state.ts';
import { enterStatus } from './record-event.ts';
import { isRetained, type RemovalReason, removeResource } from './remove-resource.ts';
import type { StackRun } from './stack-run.ts';

/**
 * Removes a stack: its resources in reverse order, those that are retained left as they are. Resources that cannot
 * go, and those they need, stay in a stack that is DELETE_FAILED; `retain` names some to be left out of it.
 */
export async function runDeletion(run: StackRun, retain: readonly string[] = []): Promise<void> {
  const { stack } = run;
  enterStatus(run, 'DELETE_IN_PROGRESS', 'User Initiated');
  for (const logicalId of retain) stack.resources.delete(logicalId);
  const left = await removeAll(run, 'deleted');
  if (left.length > 0) {
    const names = left.map(({ logicalId }) => logicalId).join(', ');
    enterStatus(run, 'DELETE_FAILED', `The following resource(s) failed to delete: [${names}]. `);
    return;
  }
  forgetStack(run);
}

/** A stack that is no more is found by its id only. */
export function forgetStack(run: StackRun): void {
  const { scope, stack } = run;
  enterStatus(run, 'DELETE_COMPLETE');
  stack.deletedAt = scope.world.clock.now();
  stack.outputs = [];
  const { stacks, deleted } = cloudformationState(scope);
  stacks.delete(stack.name);
  deleted.set(stack.id, stack);
}

/** Removes all resources, the last one first, and gives those that could not go. */
export async function removeAll(run: StackRun, reason: RemovalReason): Promise<StackResource[]> {
  const { resources } = run.stack;
  const failed: StackResource[] = [];
  const needed = new Set<string>();
  for (const resource of [...resources.values()].toReversed()) {
    if (needed.has(resource.logicalId) && !isRetained(resource, reason)) {
      for (const name of resource.needs) needed.add(name);
      continue;
    }
    try {
      await removeResource(run, resource, reason);
      resources.delete(resource.logicalId);
    } catch (error) {
      const statusReason = error instanceof Error ? error.message : undefined;
      const stays: StackResource = { ...resource, status: 'DELETE_FAILED', statusReason };
      failed.push(stays);
      resources.set(resource.logicalId, stays);
      for (const name of resource.needs) needed.add(name);
    }
  }
  return failed;
}
