import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/validate-pull-request/decide.ts';
import { learn } from '../../../functions/validate-pull-request/learn.ts';
import { anObserved, aPullRequest, aRecord, head, hour, minute, noon } from '../../support/builders.ts';
import { kindsOf, notStarted } from './with-unit.ts';

describe('5. a build that did not start is tried again', () => {
  it.each([
    ['NOT_STARTED', [1, 2, 4, 8, 16, 30, 44, 58]],
    ['POSTPONED', [1, 2, 4, 8, 12, 16, 20, 24]],
  ] as const)('%s, after so many minutes: %j', (status, minutes) => {
    expect(triesWithin(noon + 24 * hour, status).slice(0, 8)).toEqual(
      minutes.map((after) => noon + after * minute),
    );
  });

  it.each(['NOT_STARTED', 'POSTPONED'] as const)('%s for a day: once an hour', (status) => {
    const unit = { ...notStarted(status), refusedSince: noon - 24 * hour };
    const observed = anObserved({ record: aRecord({ unit }) });

    expect(decide(observed, noon).lookAgainAt).toBe(noon + 59 * minute);
    expect(kindsOf(observed, noon + 59 * minute - 1)).not.toContain('start-build');
    expect(kindsOf(observed, noon + 59 * minute)).toContain('start-build');
  });

  it('not before its time, whatever wakes the function', () => {
    const observed = anObserved({ record: aRecord({ unit: notStarted('NOT_STARTED') }) });

    expect(kindsOf(observed, noon + minute - 1)).not.toContain('start-build');
  });

  it('with a new token, so that CodeBuild does not answer with the refusal it gave before', () => {
    const observed = anObserved({ record: aRecord({ unit: notStarted('NOT_STARTED', 3) }) });

    expect(decide(observed, noon + hour).effects).toMatchObject([
      { token: 'drawbridge-41-6bc96f923d399f4a-unit-4' },
    ]);
  });

  it('not once the pull request is over', () => {
    const observed = anObserved({
      pullRequest: aPullRequest({ status: 'merged' }),
      record: aRecord({ unit: notStarted('NOT_STARTED') }),
    });

    expect(kindsOf(observed, noon + hour)).not.toContain('start-build');
    expect(decide(observed, noon + hour)).not.toHaveProperty('lookAgainAt');
  });
});

/** When a build is asked for that is refused every time, if the function is woken when it says. */
function triesWithin(end: number, status: 'NOT_STARTED' | 'POSTPONED'): number[] {
  const tries: number[] = [];
  let record = aRecord({ unit: notStarted(status) });
  for (let now = noon; now <= end; now = decide(anObserved({ record }), now).lookAgainAt ?? end + 1) {
    const decision = decide(anObserved({ record }), now);
    if (!decision.effects.some(({ kind }) => kind === 'start-build')) continue;
    tries.push(now);
    const kind = status === 'POSTPONED' ? 'build-postponed' : 'build-refused';
    record = learn(decision.record ?? record, { kind, check: 'unit', commit: head, problem: 'No.' });
  }
  return tries;
}
