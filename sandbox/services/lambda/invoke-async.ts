import { authorize, authorizeResource } from '../../kernel/offers/iam.ts';
import type { AsyncInvocation } from '../../kernel/offers/lambda.ts';
import { type Scope, scopeOf } from '../../kernel/world.ts';
import { findFunction, functionArn, readReference } from './find-function.ts';
import { enqueue } from './invocation-queue.ts';
import { policyOf } from './permissions.ts';

/**
 * Accepts the call: it will be run, with Lambda's retries and destinations. Declines with
 * ResourceNotFoundException, or with AccessDenied when the function's resource policy does not let a service
 * principal in (a role needs its own policy instead).
 */
export function invokeAsync(
  scope: Scope,
  { functionArn: arn, payload, caller }: AsyncInvocation,
): { requestId: string } {
  const home = scopeOf(scope.world, arn.split(':')[3] ?? scope.region);
  const reference = readReference(arn);
  const target = findFunction(home, reference);
  const action = 'lambda:InvokeFunction';
  const resource = functionArn(home, reference);
  if (caller.kind === 'service') {
    const policy = policyOf(target, reference.qualifier);
    authorizeResource(home, { policy, principal: caller, action, resource });
  } else {
    authorize(home, caller, { action, resources: resource });
  }
  const requestId = scope.world.ids.uuid();
  enqueue(home, { reference, payload: JSON.stringify(payload) ?? 'null', requestId });
  return { requestId };
}
