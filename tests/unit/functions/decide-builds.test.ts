import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/validate-pull-request/decide.ts';
import {
  aCheckState,
  anObserved,
  aPullRequest,
  aRecord,
  head,
  hour,
  minute,
  noon,
  olderCommit,
  second,
} from '../../support/builders.ts';
import { kindsOf, notStarted, withUnit } from './with-unit.ts';

describe('1. a pull request that is not looked after is left alone', () => {
  const { pullRequest: _pullRequest, ...withoutPullRequest } = anObserved();
  const { rules: _rules, ...withoutRules } = anObserved();

  it.each([
    ['does not exist', withoutPullRequest, 'there is no pull request 41'],
    [
      'is of a repository that is not configured',
      withoutRules,
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

describe('3. a build that is wanted again', () => {
  it('remembers when the one before began, and an attempt that had no room keeps it in mind', () => {
    const stopped = withUnit({ status: 'STOPPED', superseded: true });
    const waiting = anObserved({
      record: aRecord({ unit: { ...notStarted('POSTPONED', 2), beganAfter: noon - hour } }),
    });

    expect(decide(stopped, noon).record?.commits[head]?.['unit']).toMatchObject({ beganAfter: noon });
    expect(decide(waiting, noon + minute).record?.commits[head]?.['unit']).toMatchObject({
      attempt: 3,
      beganAfter: noon - hour,
    });
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

  it('and marked before they are, so that nobody takes them for stopped by hand when the run dies', () => {
    const { record } = decide(anObserved({ record: aRecord({ commits: running }) }), noon);

    expect(record?.commits[olderCommit]?.['unit']).toMatchObject({ status: 'IN_PROGRESS', superseded: true });
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
