import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/validate-pull-request/decide.ts';
import type { Observed } from '../../../functions/validate-pull-request/observed.ts';
import { digestOf } from '../../../shared/core/digest.ts';
import type { CheckState, PullRequestRecord } from '../../../shared/core/pull-request-record.ts';
import {
  aBuild,
  aCheckState,
  aFailedBuild,
  anObserved,
  aPullRequest,
  aRecord,
  head,
  noon,
  olderCommit,
  seen,
} from '../../support/builders.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const kindsOf = (observed: Observed, now = noon) => decide(observed, now).effects.map(({ kind }) => kind);
const withUnit = (state: Partial<CheckState>, parts: Partial<PullRequestRecord> = {}): Observed =>
  anObserved({ record: aRecord({ unit: aCheckState(state), ...parts }) });

/** A check whose build was never started. */
const notStarted = (status: 'REQUESTED' | 'NOT_STARTED' | 'POSTPONED', attempt = 1): CheckState => ({
  project: 'harbor-ledger-ci',
  status,
  attempt,
  requestedAt: noon,
  ...(status !== 'REQUESTED' && { problem: 'There was a problem.' }),
});

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

describe('1. a pull request that is not looked after is left alone', () => {
  it.each([
    ['does not exist', (({ pullRequest: _, ...rest }) => rest)(anObserved()), 'there is no pull request 41'],
    [
      'is of a repository that is not configured',
      (({ rules: _, ...rest }) => rest)(anObserved()),
      'repository harbor-ledger is not in drawbridge.yml',
    ],
    [
      'goes into a branch that is not looked after',
      anObserved({ pullRequest: aPullRequest({ destinationBranch: 'experiments' }) }),
      'pull requests into experiments are not built (repositories.harbor-ledger.pull-requests.into)',
    ],
    [
      'was closed before anything was done for it',
      anObserved({ pullRequest: aPullRequest({ status: 'closed' }) }),
      'the pull request is closed, and nothing was done for it before',
    ],
    [
      'was merged before anything was done for it',
      anObserved({ pullRequest: aPullRequest({ status: 'merged' }) }),
      'the pull request is merged, and nothing was done for it before',
    ],
  ])('when it %s', (_, observed, reason) => {
    expect(decide(observed, noon)).toEqual({ effects: [], reason });
  });

  it('but one into a branch that a pattern names is looked after', () => {
    expect(kindsOf(anObserved({ pullRequest: aPullRequest({ destinationBranch: 'release/2.4' }) }))).toEqual([
      'start-build',
    ]);
  });
});

describe('2. results are kept by commit, and only those of the tip are shown', () => {
  it('keeps the result of the commit before, and starts a build for the new tip', () => {
    const failed = aCheckState({ status: 'FAILED', endedAt: noon });
    const observed = anObserved({
      record: aRecord({ head: olderCommit, commits: { [olderCommit]: { unit: failed } } }),
    });

    const { record, effects } = decide(observed, noon);

    expect(record?.head).toBe(head);
    expect(record?.commits[olderCommit]).toEqual({ unit: failed });
    expect(record?.commits[head]?.['unit']?.status).toBe('REQUESTED');
    expect(effects.map(({ kind }) => kind)).toEqual(['start-build']);
  });

  it('shows the kept result again when the branch goes back to its commit', () => {
    const commits = {
      [head]: { unit: aCheckState({ status: 'FAILED', endedAt: noon + 5 * second }) },
      [olderCommit]: {
        unit: aCheckState({ status: 'SUCCEEDED', endedAt: noon + 3 * second, buildId: 'harbor-ledger-ci:b' }),
      },
    };
    const observed = anObserved({
      pullRequest: aPullRequest({ sourceCommit: olderCommit }),
      record: aRecord({ commits }),
    });

    const [effect] = decide(observed, noon).effects;

    expect(effect).toMatchObject({
      kind: 'update-comment',
      content: expect.stringContaining('✅ Build passed') as string,
    });
  });
});

describe('3. every configured check has one build at the tip', () => {
  it('starts it with a token and variables by which it is known again', () => {
    expect(decide(anObserved(), noon).effects).toEqual([
      {
        kind: 'start-build',
        check: 'unit',
        project: 'harbor-ledger-ci',
        repository: 'harbor-ledger',
        commit: head,
        token: 'drawbridge-41-6bc96f923d399f4a-unit-1',
        variables: {
          DRAWBRIDGE_PULL_REQUEST_ID: '41',
          DRAWBRIDGE_CHECK: 'unit',
          DRAWBRIDGE_SOURCE_BRANCH: 'feature/rate-limits',
          DRAWBRIDGE_DESTINATION_BRANCH: 'main',
        },
      },
    ]);
  });

  it('starts one for each check, with its own time-out', () => {
    const builds = { unit: { project: 'ci' }, browser: { project: 'e2e', timeoutMs: 10 * minute } };

    const { effects } = decide(anObserved({ rules: { into: ['*'], builds } }), noon);

    expect(effects).toMatchObject([
      { check: 'unit', project: 'ci' },
      { check: 'browser', project: 'e2e', timeoutMs: 600_000 },
    ]);
  });

  it('asks for the same build again, with the same token, when a run died before it had started one', () => {
    const [again] = decide(
      anObserved({ record: aRecord({ unit: notStarted('REQUESTED') }) }),
      noon + hour,
    ).effects;

    expect(again).toMatchObject({ kind: 'start-build', token: 'drawbridge-41-6bc96f923d399f4a-unit-1' });
  });

  it.each(['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED'] as const)(
    'starts none while there is one that is %s',
    (status) => {
      expect(kindsOf(withUnit({ status }), noon + 5 * hour)).not.toContain('start-build');
    },
  );

  it('starts a new one when a tip comes back whose build was stopped', () => {
    const [effect] = decide(withUnit({ status: 'STOPPED', superseded: true }), noon).effects;

    expect(effect).toMatchObject({ kind: 'start-build', token: 'drawbridge-41-6bc96f923d399f4a-unit-2' });
  });
});

describe('4. builds of other commits are stopped', () => {
  const running = { [olderCommit]: { unit: aCheckState({ buildId: 'harbor-ledger-ci:old' }) } };

  it('when a new commit takes their place', () => {
    expect(decide(anObserved({ record: aRecord({ commits: running }) }), noon).effects).toMatchObject([
      { kind: 'start-build', commit: head },
      { kind: 'stop-build', buildId: 'harbor-ledger-ci:old' },
    ]);
  });

  it.each(['merged', 'closed'] as const)('all of them when the pull request is %s', (status) => {
    const record = aRecord({ commits: { ...running, [head]: { unit: aCheckState() } } });

    expect(decide(anObserved({ pullRequest: aPullRequest({ status }), record }), noon).effects).toEqual([
      { kind: 'stop-build', buildId: 'harbor-ledger-ci:old' },
      { kind: 'stop-build', buildId: 'harbor-ledger-ci:6966a191' },
    ]);
  });

  it('but none that has ended', () => {
    const commits = {
      [olderCommit]: { unit: aCheckState({ status: 'FAILED' }) },
      [head]: { unit: aCheckState() },
    };

    expect(kindsOf(anObserved({ record: aRecord({ commits }) }))).toEqual(['update-comment']);
  });
});

describe('5. a build that did not start is tried again', () => {
  it.each([
    ['POSTPONED', 59 * second, false],
    ['POSTPONED', minute, true],
    ['NOT_STARTED', 59 * minute, false],
    ['NOT_STARTED', hour, true],
  ] as const)('%s for %i ms: %s', (status, waited, again) => {
    const observed = anObserved({ record: aRecord({ unit: notStarted(status) }) });

    expect(kindsOf(observed, noon + waited).includes('start-build')).toBe(again);
  });

  it('with a new token, so that CodeBuild does not answer with the refusal it gave before', () => {
    const observed = anObserved({ record: aRecord({ unit: notStarted('NOT_STARTED', 3) }) });

    expect(decide(observed, noon + hour).effects).toMatchObject([
      { token: 'drawbridge-41-6bc96f923d399f4a-unit-4' },
    ]);
  });
});

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
      'in a minute while CodeBuild has no room',
      anObserved({ record: aRecord({ unit: notStarted('POSTPONED') }) }),
      noon + minute,
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
