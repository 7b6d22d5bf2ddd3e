import { planUpdates } from '../../../shared/git/plan/plan-updates.ts';
import type { PlanInput, PolicyRule, ReplicationPolicy, UpdatePlan } from '../../../shared/git/types.ts';

export const one = '1'.repeat(40);
export const two = '2'.repeat(40);
export const three = '3'.repeat(40);
export const main = 'refs/heads/main';
export const now = 1_000_000_000;

export function policy(...rules: PolicyRule[]): ReplicationPolicy {
  return { rules, maxVanishedShare: 0.5 };
}

/** The plan for these refs; with a policy without rules, and the replica as we left it, unless told otherwise. */
export function plan(input: {
  source: Record<string, string>;
  replica: Record<string, string>;
  more?: Partial<Omit<PlanInput, 'source' | 'replica'>>;
}): UpdatePlan {
  return planUpdates({
    source: new Map(Object.entries(input.source)),
    replica: new Map(Object.entries(input.replica)),
    lastReplicated: new Map(Object.entries(input.replica)),
    policy: policy(),
    now,
    ...input.more,
  });
}

/** The plan when nobody remembers what was replicated. */
export function planWithoutMemory({ source, replica, more }: Parameters<typeof plan>[0]): UpdatePlan {
  const { lastReplicated: _forgotten, ...rest } = more ?? {};
  return planUpdates({
    source: new Map(Object.entries(source)),
    replica: new Map(Object.entries(replica)),
    policy: policy(),
    now,
    ...rest,
  });
}
