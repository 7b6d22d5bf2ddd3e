import { describe, expect, it } from 'vitest';
import { decide } from '../../../../functions/sweep/decide.ts';
import type { BranchRecord } from '../../../../shared/core/branch-record.ts';
import { ControllerError } from '../../../../shared/core/error.ts';
import { aBuild, noon } from '../../../support/builders.ts';
import { lookAt, looked, observedWith } from './observed-with.ts';

const seen = { failed: [], rest: [] };

describe('whom the sweep wakes', () => {
  it('1. every record that is due, by its own function', () => {
    const keys = [
      { pk: 'pull-request#41', sk: 'state' },
      { pk: 'branch#harbor-ledger-ci', sk: 'feature/a#b' },
    ];

    expect(decide(observedWith({ due: { keys } })).effects).toEqual([
      {
        kind: 'wake',
        function: 'validate-pull-request',
        request: { drawbridge: 'due', pullRequestId: '41' },
      },
      {
        kind: 'wake',
        function: 'report-build',
        request: { drawbridge: 'due', project: 'harbor-ledger-ci', branch: 'feature/a#b' },
      },
    ]);
  });

  it('1. and nobody for a record of a kind that no function looks after', () => {
    const keys = [{ pk: 'deployment#d-1', sk: 'state' }];

    expect(decide(observedWith({ due: { keys } })).effects).toEqual([]);
  });

  it('2. every open pull request that nobody looks after: its first event was lost', () => {
    const repository = { ...seen, found: [looked('repository', 'ledger', { unattended: ['41', '7'] })] };

    const wake = (pullRequestId: string) => ({
      kind: 'wake',
      function: 'validate-pull-request',
      request: { drawbridge: 'due', pullRequestId },
      found: { kind: 'repository', name: 'ledger' },
    });
    expect(decide(observedWith({ looks: { repository } })).effects).toEqual([wake('41'), wake('7')]);
  });

  const build = aBuild({ status: 'SUCCEEDED' });
  const record: BranchRecord = {
    project: 'harbor-ledger-ci',
    branch: 'main',
    buildId: 'harbor-ledger-ci:6966a191',
    status: 'SUCCEEDED',
    startedAt: noon,
  };

  it.each([
    ['is not recorded', undefined, true],
    ['started after the recorded one', { ...record, buildId: 'ci:older', startedAt: noon - 1 }, true],
    ['is recorded as still running', { ...record, status: 'IN_PROGRESS' }, true],
    ['is recorded as it is', record, false],
    ['started before the recorded one', { ...record, buildId: 'ci:newer', startedAt: noon + 1 }, false],
  ] as const)('3. of a branch whose newest build %s', (_, known, isWoken) => {
    const branches = [{ branch: 'main', build, ...(known && { record: known }) }];
    const project = { ...seen, found: [looked('project', 'harbor-ledger-ci', { branches })] };

    const { effects } = decide(observedWith({ looks: { project } }));

    const wake = {
      kind: 'wake',
      function: 'report-build',
      request: {
        drawbridge: 'due',
        project: 'harbor-ledger-ci',
        branch: 'main',
        buildId: 'harbor-ledger-ci:6966a191',
      },
      found: { kind: 'project', name: 'harbor-ledger-ci' },
    };
    expect(effects).toEqual(isWoken ? [wake] : []);
  });

  it('4. every replica that nobody looks after, and every one that is due', () => {
    const replica = {
      ...seen,
      found: [
        looked('replica', 'harbor-ledger/ap-northeast-2', { isIdle: true }),
        looked('replica', 'harbor-ledger/eu-west-1', { isIdle: false }),
      ],
    };

    const { effects } = decide(
      observedWith({ due: { keys: [{ pk: 'replica#harbor-ledger', sk: 'eu-west-2' }] }, looks: { replica } }),
    );

    const wake = (region: string) => ({
      kind: 'wake',
      function: 'replicate-repository',
      request: { drawbridge: 'due', repository: 'harbor-ledger', replica: region },
    });
    expect(effects).toEqual([
      wake('eu-west-2'),
      { ...wake('ap-northeast-2'), found: { kind: 'replica', name: 'harbor-ledger/ap-northeast-2' } },
    ]);
  });

  it('5. every configured backup that nobody looks after yet, and every one that is due', () => {
    const backup = { ...seen, found: [looked('backup', 'weekly', { isIdle: true })] };

    const { effects } = decide(
      observedWith({ due: { keys: [{ pk: 'backup#ledger', sk: 'state' }] }, looks: { backup } }),
    );

    const wake = (name: string) => ({
      kind: 'wake',
      function: 'back-up-repository',
      request: { drawbridge: 'due', backup: name },
    });
    expect(effects).toEqual([
      wake('ledger'),
      { ...wake('weekly'), found: { kind: 'backup', name: 'weekly' } },
    ]);
  });
});

describe('what the sweep says', () => {
  const failures = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      look: lookAt('repository', `lost-${at}`),
      error: new ControllerError('not-found', `ListPullRequests on repository lost-${at} failed.`),
    }));

  it('tells what it found, and what it could not read', () => {
    const repository = {
      found: [looked('repository', 'ledger', { unattended: ['41'] })],
      failed: failures(1),
      rest: [],
    };

    expect(decide(observedWith({ looks: { repository } })).reason).toBe(
      '0 due, 1 looked at: 1 open pull requests unattended, 0 branches behind, 0 replicas unattended, 0 backups to begin; ListPullRequests on repository lost-0 failed.',
    );
  });

  it('tells what follows in the next minutes', () => {
    const more = { pk: 'pull-request#1', sk: 'state', dueAt: '2026-03-02T12:00:00.000Z' };
    const project = { found: [], failed: [], rest: [lookAt('project', 'a'), lookAt('project', 'b')] };

    expect(decide(observedWith({ due: { keys: [], more }, looks: { project } })).reason).toBe(
      '0 due, 0 looked at: 0 open pull requests unattended, 0 branches behind, 0 replicas unattended, 0 backups to begin; more is due and follows in the next minute; 2 more are looked at in the next minutes',
    );
  });

  it('tells five of many problems word for word, and how many others there are', () => {
    const { reason } = decide(
      observedWith({ looks: { repository: { found: [], failed: failures(60), rest: [] } } }),
    );

    expect(reason).toContain('on repository lost-4 failed.; and 55 more could not be looked at');
    expect(reason).not.toContain('lost-5');
  });
});
