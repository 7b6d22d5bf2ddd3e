import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { roleNamed } from '../../../sandbox/services/iam/roles.ts';
import { policiesOf, policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import type { DeployedStackWorld } from './deployed-stack.ts';
import { type ProvenFunction, provenFunctions, stackNameOf } from './stack-functions.ts';

/** One action of one statement of a function's role, as it is deployed. */
export interface Grant {
  readonly function: ProvenFunction;
  /** Place of the statement in the role's policy, from 0. */
  readonly statement: number;
  readonly action: string;
}

/** Every grant of every function that is proven here. */
export function grantsOf(stack: DeployedStackWorld): Grant[] {
  return provenFunctions.flatMap((name) =>
    policiesOf(stack.scope, roleOf(stack, name)).flatMap(([, { statements }]) =>
      statements.flatMap(({ actions = [] }, statement) =>
        actions.map((action) => ({ function: name, statement, action })),
      ),
    ),
  );
}

/** Takes one grant away, and leaves the rest. */
export function revoke(stack: DeployedStackWorld, grant: Grant): void {
  const roleArn = roleOf(stack, grant.function);
  const role = roleNamed(stack.scope, roleArn.slice(roleArn.lastIndexOf('/') + 1));
  for (const [name, { statements }] of role.policies) {
    const Statement = statements.flatMap(({ actions = [], resources = [] }, index) => {
      const left = actions.filter((action) => index !== grant.statement || action !== grant.action);
      return left.length === 0 ? [] : [{ Effect: 'Allow', Action: left, Resource: resources }];
    });
    role.policies.set(name, readPolicy({ Version: '2012-10-17', Statement }));
  }
}

/** The grants that were used so far. */
export function usedGrants(stack: DeployedStackWorld): Grant[] {
  const { statements } = policyUsage(stack.scope);
  return provenFunctions.flatMap((name) => {
    const roleArn = roleOf(stack, name);
    return statements
      .filter(({ role }) => role === roleArn)
      .flatMap(({ index, used }) =>
        [...used.keys()].map((action) => ({ function: name, statement: index, action })),
      );
  });
}

function roleOf({ scope }: DeployedStackWorld, name: ProvenFunction): string {
  return lambdaState(scope).functions.get(stackNameOf(name))?.latest.role ?? '';
}
