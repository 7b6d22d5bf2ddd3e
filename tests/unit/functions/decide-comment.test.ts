import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/validate-pull-request/decide.ts';
import type { Observed } from '../../../functions/validate-pull-request/observed.ts';
import { digestOf } from '../../../shared/core/digest.ts';
import {
  aBuild,
  aCheckState,
  aFailedBuild,
  anObserved,
  aPullRequest,
  aRecord,
  head,
  hour,
  minute,
  noon,
  olderCommit,
  seen,
} from '../../support/builders.ts';
import { kindsOf, notStarted, withUnit } from './with-unit.ts';

/** The record that results, with the comment as it should be: what is left when everything was done. */
const settled = (observed: Observed): Observed => {
  const [effect] = decide(observed, noon).effects;
  if (effect?.kind !== 'update-comment')
    throw new Error(`expected an update of the comment, got ${effect?.kind}`);
  const text = effect.content;
  const record = decide(observed, noon).record;
  return {
    ...observed,
    ...(record && { record: { ...record, comment: { id: 'comment-1', digest: digestOf(text) } } }),
  };
};

describe('6. there is one comment', () => {
  it('which is posted once builds were started, between the tips of destination and source', () => {
    const { comment: _, ...record } = aRecord();

    expect(decide(anObserved({ record }), noon).effects).toMatchObject([
      {
        kind: 'post-comment',
        pullRequestId: '41',
        repository: 'harbor-ledger',
        beforeCommit: '54563f95fefa691baa82a522156322c21f7d6df3',
        afterCommit: head,
        token: 'drawbridge-status-41-1',
      },
    ]);
  });

  it('which is not written when its text did not change', () => {
    const before = settled(withUnit({}));

    expect(decide(before, noon + minute)).toMatchObject({
      effects: [],
      reason: 'pull request 41 (open) at 6bc96f9: builds and comment are as they should be',
    });
  });

  it('which is written when a build ended', () => {
    const before = settled(withUnit({}));

    expect(kindsOf({ ...before, builds: [seen(aFailedBuild())] })).toEqual(['update-comment']);
  });

  it('which is not posted by closing a pull request that had none', () => {
    const { comment: _, ...record } = aRecord({ unit: aCheckState({ status: 'SUCCEEDED' }) });

    expect(kindsOf(anObserved({ pullRequest: aPullRequest({ status: 'closed' }), record }))).toEqual([]);
  });

  it('which is posted anew, by a new token, when somebody deleted it', () => {
    const { comment: _, ...record } = aRecord({ commentAttempt: 2 });

    expect(decide(anObserved({ record }), noon).effects).toMatchObject([{ token: 'drawbridge-status-41-2' }]);
  });
});

describe('7. an open pull request is looked at again', () => {
  it.each([
    ['within the hour', withUnit({ status: 'SUCCEEDED', endedAt: noon }), noon + hour],
    ['within five minutes while builds run', withUnit({}), noon + 5 * minute],
    [
      'in a minute once CodeBuild had no room',
      anObserved({ record: aRecord({ unit: notStarted('POSTPONED') }) }),
      noon + minute,
    ],
    [
      'as soon as a build that was refused is asked for again',
      anObserved({
        record: aRecord({ unit: { ...notStarted('NOT_STARTED'), refusedSince: noon - 4 * minute } }),
      }),
      noon + 4 * minute,
    ],
    [
      'in a minute while lines of a log are awaited',
      withUnit({ status: 'FAILED', endedAt: noon, logPending: true }),
      noon + minute,
    ],
    [
      'within the hour once they were given up',
      withUnit({ status: 'FAILED', endedAt: noon - 15 * minute, logPending: true }),
      noon + hour,
    ],
    [
      'in a minute while test reports are awaited',
      withUnit({ status: 'SUCCEEDED', endedAt: noon, reportsPending: true }),
      noon + minute,
    ],
    [
      'within the hour once test reports were given up',
      withUnit({ status: 'SUCCEEDED', endedAt: noon - 16 * minute, reportsPending: true }),
      noon + hour,
    ],
  ])('%s', (_, observed, at) => {
    expect(decide(observed, noon).lookAgainAt).toBe(at);
  });

  it.each(['merged', 'closed'] as const)('and never again once it is %s and nothing runs', (status) => {
    const record = aRecord({ unit: aCheckState({ status: 'SUCCEEDED', endedAt: noon }) });

    expect(decide(anObserved({ pullRequest: aPullRequest({ status }), record }), noon)).not.toHaveProperty(
      'lookAgainAt',
    );
  });
});

describe('the decision', () => {
  it('says what it does, and how often', () => {
    const builds = { unit: { project: 'a' }, browser: { project: 'b' } };

    expect(decide(anObserved({ rules: { into: ['*'], builds } }), noon).reason).toBe(
      'pull request 41 (open) at 6bc96f9: start-build × 2',
    );
  });

  it('is the same for the same observation, and changes none of it', () => {
    const observed = withUnit({}, { commits: { [olderCommit]: { unit: aCheckState() } } });
    const before = structuredClone(observed);

    expect(decide(observed, noon)).toEqual(decide(structuredClone(observed), noon));
    expect(observed).toEqual(before);
  });

  it('takes no notice of a build that answers another pull request', () => {
    const stranger = aBuild({ variables: { DRAWBRIDGE_PULL_REQUEST_ID: '7', DRAWBRIDGE_CHECK: 'unit' } });
    const before = settled(withUnit({}));

    expect(decide({ ...before, builds: [seen(stranger)] }, noon).record).toEqual(before.record);
  });
});
