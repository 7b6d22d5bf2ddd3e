import * as z from 'zod';
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

/** One kind of records that one statement of a role reaches, as its condition says it. */
export interface RecordGrant {
  readonly holder: RoleHolder;
  readonly statement: number;
  readonly keys: string;
}

/** Every kind of records in every statement that has a condition on them. */
export function recordGrantsOf(stack: DeployedStackWorld): RecordGrant[] {
  return roleHolders.flatMap((holder) =>
    policiesOf(stack.scope, roleOf(stack, holder)).flatMap(([, { statements }]) =>
      statements.flatMap(({ conditions }, statement) =>
        conditions
          .filter(({ operator, key }) => operator === kindsOperator && key === kindsKey)
          .flatMap(({ values }) => values.map((keys) => ({ holder, statement, keys }))),
      ),
    ),
  );
}

const kindsOperator = 'ForAllValues:StringLike';
const kindsKey = 'dynamodb:LeadingKeys';

/** Takes one grant away, and leaves the rest. */
export function revoke(stack: DeployedStackWorld, grant: Grant | RecordGrant): void {
  const role = roleHeldBy(stack, grant.holder);
  for (const [name, { source }] of role.policies) {
    const { Statement, ...policy } = Policy.parse(source);
    const left = Statement.flatMap((statement, index) =>
      index === grant.statement ? without(statement, grant) : [statement],
    );
    role.policies.set(name, readPolicy({ ...policy, Statement: left }));
  }
}

const Texts = z.union([z.string(), z.array(z.string())]).transform((texts) => [texts].flat());
const Conditions = z.record(z.string(), z.record(z.string(), Texts));
const Policy = z.looseObject({
  Statement: z.array(z.looseObject({ Action: Texts, Condition: Conditions.optional() })),
});
type Statement = z.output<typeof Policy>['Statement'][number];

/** Nothing when the statement grants nothing any more. */
function without(statement: Statement, grant: Grant | RecordGrant): Statement[] {
  if ('action' in grant) {
    const Action = statement.Action.filter((action) => action !== grant.action);
    return Action.length === 0 ? [] : [{ ...statement, Action }];
  }
  const kinds = statement.Condition?.[kindsOperator]?.[kindsKey] ?? [];
  const left = kinds.filter((keys) => keys !== grant.keys);
  const Condition = { ...statement.Condition, [kindsOperator]: { [kindsKey]: left } };
  return left.length === 0 ? [] : [{ ...statement, Condition }];
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
