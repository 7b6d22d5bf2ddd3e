import { invokeAsync } from '../../../sandbox/services/lambda/invoke-async.ts';
import type { DeployedStackWorld } from './deployed-stack.ts';
import { type ProvenFunction, stackNameOf } from './names.ts';

/** A short story that needs some of what the roles grant. */
export interface Scenario {
  /** Makes the stack that it plays in. */
  begin(): Promise<DeployedStackWorld>;
  play(stack: DeployedStackWorld): Promise<void>;
  /** What people see when all is well. */
  readonly shows: RegExp;
}

/** Calls a function by hand, without waiting for its end. */
export function call({ scope }: DeployedStackWorld, name: ProvenFunction, payload: unknown): void {
  invokeAsync(scope, {
    functionArn: `arn:aws:lambda:${scope.region}:${scope.account}:function:${stackNameOf(name)}`,
    payload,
    caller: { kind: 'user', arn: `arn:aws:iam::${scope.account}:user/operator`, userId: 'AIDAOPERATOR' },
  });
}
