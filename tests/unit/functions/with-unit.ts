import { decide } from '../../../functions/validate-pull-request/decide.ts';
import type { Observed } from '../../../functions/validate-pull-request/observed.ts';
import type { CheckState, PullRequestRecord } from '../../../shared/core/pull-request-record.ts';
import { aCheckState, anObserved, aRecord, noon } from '../../support/builders.ts';

/** What was observed when check `unit` is in this state at the tip. */
export function withUnit(state: Partial<CheckState>, parts: Partial<PullRequestRecord> = {}): Observed {
  return anObserved({ record: aRecord({ unit: aCheckState(state), ...parts }) });
}

/** A check whose build was never started. */
export function notStarted(status: 'REQUESTED' | 'NOT_STARTED' | 'POSTPONED', attempt = 1): CheckState {
  return {
    project: 'harbor-ledger-ci',
    status,
    attempt,
    requestedAt: noon,
    ...(status !== 'REQUESTED' && { problem: 'There was a problem.' }),
  };
}

/** The kinds of the effects that are decided. */
export function kindsOf(observed: Observed, now = noon): string[] {
  return decide(observed, now).effects.map(({ kind }) => kind);
}
