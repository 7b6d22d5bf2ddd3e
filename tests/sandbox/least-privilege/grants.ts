import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { roleNamed } from '../../../sandbox/services/iam/roles.ts';
import type { Role } from '../../../sandbox/services/iam/state.ts';
import { policiesOf, policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import type { DeployedStackWorld } from './deployed-stack.ts';
import { provenFunctions, type RoleHolder, runner, stackNameOf } from './names.ts';

const roleHolders: readonly RoleHolder[] = [...provenFunctions, runner];

/** One action of one statement of a role, as it is deployed. */
export interface Grant {
  readonly holder: RoleHolder;
  /** Place of the statement in the role's policy, from 0. */
  readonly statement: number;
  readonly action: string;
}

/** Every grant of every role that is proven here. */
export function grantsOf(stack: DeployedStackWorld): Grant[] {
  return roleHolders.flatMap((holder) =>
    policiesOf(stack.scope, roleOf(stack, holder)).flatMap(([, { statements }]) =>
      statements.flatMap(({ actions = [] }, statement) =>
        actions.map((action) => ({ holder, statement, action })),
      ),
    ),
  );
}

/** Takes one grant away, and leaves the rest. */
export function revoke(stack: DeployedStackWorld, grant: Grant): void {
  const role = roleHeldBy(stack, grant.holder);
  for (const [name, { statements }] of role.policies) {
    const Statement = statements.flatMap(({ actions = [], resources = [] }, index) => {
      const left = actions.filter((action) => index !== grant.statement || action !== grant.action);
      return left.length === 0 ? [] : [{ Effect: 'Allow', Action: left, Resource: resources }];
    });
    role.policies.set(name, readPolicy({ Version: '2012-10-17', Statement }));
  }
}

/** The role that a function or the build project acts as. */
export function roleHeldBy(stack: DeployedStackWorld, holder: RoleHolder): Role {
  const roleArn = roleOf(stack, holder);
  return roleNamed(stack.scope, roleArn.slice(roleArn.lastIndexOf('/') + 1));
}

/** The grants that were used so far. */
export function usedGrants(stack: DeployedStackWorld): Grant[] {
  const { statements } = policyUsage(stack.scope);
  return roleHolders.flatMap((holder) => {
    const roleArn = roleOf(stack, holder);
    return statements
      .filter(({ role }) => role === roleArn)
      .flatMap(({ index, used }) => [...used.keys()].map((action) => ({ holder, statement: index, action })));
  });
}

/** The roles of the stack that are proven here, by ARN. */
export function provenRoles(stack: DeployedStackWorld): string[] {
  return roleHolders.map((holder) => roleOf(stack, holder));
}

function roleOf({ scope }: DeployedStackWorld, holder: RoleHolder): string {
  const role =
    holder === runner
      ? codebuildState(scope).projects.get(stackNameOf(runner))?.serviceRole
      : lambdaState(scope).functions.get(stackNameOf(holder))?.latest.role;
  if (role === undefined) throw new Error(`The stack has no ${holder}`);
  return role;
}
