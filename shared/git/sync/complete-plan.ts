import { isFastForward } from '../packs/is-fast-forward.ts';
import { fastForwardKey, planUpdates } from '../plan/plan-updates.ts';
import type { Advertisement } from '../remote-types.ts';
import type { PlanInput, SyncRequest, UpdatePlan } from '../types.ts';

/** So many questions are with the source at a time. */
const atOnce = 4;

/** The plan with all its questions answered by the source. */
export async function completePlan(
  request: SyncRequest,
  { source, replica }: { source: Advertisement; replica: Advertisement },
): Promise<UpdatePlan> {
  const fastForward = new Map<string, boolean>();
  const input: PlanInput = {
    source: source.refs,
    replica: replica.refs,
    policy: request.policy,
    now: request.now,
    fastForward,
    ...(request.lastReplicated && { lastReplicated: request.lastReplicated }),
    ...(request.missingSince && { missingSince: request.missingSince }),
    ...(request.defaultBranch !== undefined && { defaultBranch: request.defaultBranch }),
    ...(request.quarantined && { quarantined: request.quarantined }),
  };
  const first = planUpdates(input);
  if (first.questions.length === 0) return first;
  const questions = first.questions.values();
  const ask = async (): Promise<void> => {
    for (const question of questions)
      fastForward.set(fastForwardKey(question), await isFastForward(request.source, question));
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return planUpdates(input);
}
