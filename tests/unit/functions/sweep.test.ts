import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/sweep/decide.ts';
import type { BranchRecord } from '../../../shared/core/branch-record.ts';
import { aBuild, noon } from '../../support/builders.ts';

const nothing = { due: [], unattended: [], branches: [], idleReplicas: [], idleBackups: [], problems: [] };

describe('whom the sweep wakes', () => {
  it('1. every record that is due, by its own function', () => {
    const due = [
      { pk: 'pull-request#41', sk: 'state' },
      { pk: 'branch#harbor-ledger-ci', sk: 'feature/a#b' },
    ];

    expect(decide({ ...nothing, due }).effects).toEqual([
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
    expect(decide({ ...nothing, due: [{ pk: 'deployment#d-1', sk: 'state' }] }).effects).toEqual([]);
  });

  it('2. every open pull request that nobody looks after: its first event was lost', () => {
    expect(decide({ ...nothing, unattended: ['41', '7'] }).effects).toEqual([
      {
        kind: 'wake',
        function: 'validate-pull-request',
        request: { drawbridge: 'due', pullRequestId: '41' },
      },
      { kind: 'wake', function: 'validate-pull-request', request: { drawbridge: 'due', pullRequestId: '7' } },
    ]);
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
    const { effects } = decide({
      ...nothing,
      branches: [{ branch: 'main', build, ...(known && { record: known }) }],
    });

    const wake = {
      kind: 'wake',
      function: 'report-build',
      request: {
        drawbridge: 'due',
        project: 'harbor-ledger-ci',
        branch: 'main',
        buildId: 'harbor-ledger-ci:6966a191',
      },
    };
    expect(effects).toEqual(isWoken ? [wake] : []);
  });

  it('4. every replica that nobody looks after, and every one that is due', () => {
    const wake = (replica: string) => ({
      kind: 'wake',
      function: 'replicate-repository',
      request: { drawbridge: 'due', repository: 'harbor-ledger', replica },
    });

    const { effects } = decide({
      ...nothing,
      due: [{ pk: 'replica#harbor-ledger', sk: 'eu-west-2' }],
      idleReplicas: [{ repository: 'harbor-ledger', region: 'ap-northeast-2' }],
    });

    expect(effects).toEqual([wake('eu-west-2'), wake('ap-northeast-2')]);
  });

  it('5. every configured backup that nobody looks after yet, and every one that is due', () => {
    const wake = (backup: string) => ({
      kind: 'wake',
      function: 'back-up-repository',
      request: { drawbridge: 'due', backup },
    });

    const { effects } = decide({
      ...nothing,
      due: [{ pk: 'backup#ledger', sk: 'state' }],
      idleBackups: ['weekly'],
    });

    expect(effects).toEqual([wake('ledger'), wake('weekly')]);
  });

  it('says what it found, and what it could not read', () => {
    const { reason } = decide({
      ...nothing,
      unattended: ['41'],
      problems: ['ListPullRequests on repository x failed.'],
    });

    expect(reason).toBe(
      '0 due, 1 open pull requests unattended, 0 branches behind, 0 replicas unattended, 0 backups to begin; ListPullRequests on repository x failed.',
    );
  });
});
