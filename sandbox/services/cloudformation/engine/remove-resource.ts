import { authorize } from '../../../kernel/offers/iam.ts';
import type { StackResource } from '../state.ts';
import { accessOfStep } from './access-of-step.ts';
import { failureReason } from './failure-reason.ts';
import { recordEvent } from './record-event.ts';
import { kindOf, type StackRun, StepFailed } from './stack-run.ts';

/** Why a resource goes: its stack goes, what made it is taken back, or another one took its place. */
export type RemovalReason = 'deleted' | 'creation taken back' | 'replaced';

/** Takes a resource away, or leaves the thing as its policy says. Rejects with `StepFailed`. */
export async function removeResource(
  run: StackRun,
  resource: StackResource,
  reason: RemovalReason,
): Promise<void> {
  const { scope, stack, actor } = run;
  const { logicalId, type, ref, name, properties } = resource;
  const say = (status: string, why?: string) =>
    recordEvent(scope, stack, { logicalId, type, ref, status, reason: why, properties });
  if (isRetained(resource, reason)) {
    say('DELETE_SKIPPED');
    return;
  }
  say('DELETE_IN_PROGRESS');
  try {
    const kind = kindOf(scope, resource);
    const step = { scope, kind: 'delete' as const, name, ref, properties, previous: {} };
    for (const access of accessOfStep(kind.permissions, step)) authorize(scope, actor, access);
    await kind.remove({ scope, ref, name, properties: { ...properties } });
    say('DELETE_COMPLETE');
  } catch (error) {
    say('DELETE_FAILED', failureReason(scope, type, error));
    throw new StepFailed({ logicalId, type, verb: 'delete' }, error);
  }
}

/**
 * Whether the thing outlives the resource. `RetainExceptOnCreate` keeps it unless the operation that made it is
 * rolled back.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export function isRetained(resource: StackResource, reason: RemovalReason): boolean {
  const policy = reason === 'replaced' ? resource.replacePolicy : resource.deletionPolicy;
  return policy === 'Retain' || (policy === 'RetainExceptOnCreate' && reason !== 'creation taken back');
}
