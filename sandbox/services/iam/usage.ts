import { defineState, type Scope } from '../../kernel/world.ts';
import type { PolicyDocument, Statement } from './policy.ts';
import { iamState } from './state.ts';

/** A call that IAM refused. */
export interface Refusal {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
  readonly at: Date;
}

/** One statement that allows something to a role, and what it was used for. */
export interface StatementUsage {
  readonly role: string;
  readonly policy: string;
  /** Place of the statement in its policy, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** How often each action was allowed by it, by `service:Action`. */
  readonly used: ReadonlyMap<string, number>;
}

const keptRefusals = 1000;

const usageState = defineState(
  'iam-usage',
  () => ({
    /** Counts by role ARN, policy name, place of the statement and action, with tabs between them. */
    counts: new Map<string, Map<string, number>>(),
    refusals: [] as Refusal[],
  }),
  { global: true },
);

/** The role's policies by name: inline ones, then managed ones. */
export function policiesOf(scope: Scope, roleArn: string): readonly (readonly [string, PolicyDocument])[] {
  const state = iamState(scope);
  const role = state.roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
  if (role === undefined) return [];
  const managed = [...role.attached].flatMap((arn) => {
    const policy = state.managedPolicies.get(arn);
    return policy ? [[arn, policy.document] as const] : [];
  });
  return [...role.policies, ...managed];
}

/** Notes that a statement of the role allowed an action. */
export function recordUse(
  scope: Scope,
  roleArn: string,
  use: { statement: Statement; action: string },
): void {
  for (const [name, policy] of policiesOf(scope, roleArn)) {
    const index = policy.statements.indexOf(use.statement);
    if (index < 0) continue;
    const { counts } = usageState(scope);
    const key = keyOf(roleArn, name, index);
    const actions = counts.get(key) ?? new Map<string, number>();
    counts.set(key, actions.set(use.action, (actions.get(use.action) ?? 0) + 1));
    return;
  }
}

/** Notes a refusal; the last thousand are kept. */
export function recordRefusal(scope: Scope, refusal: Omit<Refusal, 'at'>): void {
  const { refusals } = usageState(scope);
  refusals.push({ ...refusal, at: new Date(scope.world.clock.now()) });
  if (refusals.length > keptRefusals) refusals.shift();
}

/**
 * Every allowing statement of every role with what it was used for since the world began (an empty `used` is
 * granted but never used), and every refusal.
 */
export function policyUsage(scope: Scope): {
  readonly statements: readonly StatementUsage[];
  readonly refusals: readonly Refusal[];
} {
  const { counts, refusals } = usageState(scope);
  const statements = [...iamState(scope).roles.values()].flatMap((role) =>
    policiesOf(scope, role.arn).flatMap(([policy, document]) =>
      document.statements.flatMap((statement, index) =>
        statement.effect === 'Deny'
          ? []
          : [
              {
                role: role.arn,
                policy,
                index,
                sid: statement.sid,
                actions: statement.actions ?? [],
                resources: statement.resources ?? [],
                used: counts.get(keyOf(role.arn, policy, index)) ?? new Map(),
              },
            ],
      ),
    ),
  );
  return { statements, refusals };
}

const keyOf = (role: string, policy: string, index: number) => `${role}\t${policy}\t${index}`;
