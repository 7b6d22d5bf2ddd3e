import { describe, expect, it } from 'vitest';
import { foldBuilds } from '../../../functions/validate-pull-request/fold-builds.ts';
import type { Build } from '../../../shared/core/build.ts';
import type { PullRequestRecord } from '../../../shared/core/pull-request-record.ts';
import {
  aBuild,
  aCheckState,
  aRecord,
  head,
  noon,
  olderCommit,
  ourRole,
  seen,
} from '../../support/builders.ts';

const rules = { into: ['*'], builds: { unit: { project: 'harbor-ledger-ci' } } };
const fold = (record: PullRequestRecord, ...builds: Build[]) =>
  foldBuilds(
    record,
    builds.map((build) => seen(build)),
    { rules, role: ourRole },
  );

/** Green, started by somebody a minute after ours, with another buildspec. */
const forged = aBuild({
  id: 'harbor-ledger-ci:forged',
  number: 320,
  status: 'SUCCEEDED',
  startedAt: noon + 60_000,
  initiator: 'mallory',
  plan: 'with a buildspec of true',
});
const running = aRecord({ unit: aCheckState({ plan: 'as configured' }) });

describe('a build that somebody else started', () => {
  it('changes no result, and is noted with who started it', () => {
    expect(fold(running, forged)).toEqual({
      ...running,
      strangers: {
        unit: {
          buildId: 'harbor-ledger-ci:forged',
          buildArn: 'arn:aws:codebuild:eu-west-1:111122223333:build/harbor-ledger-ci:forged',
          buildNumber: 320,
          project: 'harbor-ledger-ci',
          startedAt: noon + 60_000,
          by: 'mallory',
          why: 'it does not run what the project is configured to run',
        },
      },
    });
  });

  it('changes no result when it failed either, and does not end what follows our own build', () => {
    const after = fold(running, { ...forged, status: 'FAILED' });

    expect(after.commits).toEqual(running.commits);
    expect(fold(after, aBuild({ status: 'SUCCEEDED' })).commits[head]?.['unit']?.status).toBe('SUCCEEDED');
  });

  it('counts when it is a retry of ours: it runs what ours ran', () => {
    const failed = aRecord({ unit: aCheckState({ status: 'FAILED', plan: 'as configured' }) });

    const after = fold(failed, { ...forged, plan: 'as configured' });

    expect(after.commits[head]?.['unit']).toMatchObject({ status: 'SUCCEEDED', buildId: forged.id });
    expect(after).not.toHaveProperty('strangers');
  });

  it('answers nothing before ours has begun, though the check waits for a build', () => {
    const waiting = aRecord({
      unit: { project: 'harbor-ledger-ci', status: 'REQUESTED', attempt: 1, requestedAt: noon },
    });

    expect(fold(waiting, forged).commits).toEqual(waiting.commits);
  });

  it('is nothing to a check that is not configured, or to another commit', () => {
    const variables = { DRAWBRIDGE_PULL_REQUEST_ID: '41', DRAWBRIDGE_CHECK: 'invented' };

    expect(fold(running, { ...forged, variables })).toEqual(running);
    expect(fold(running, { ...forged, sourceVersion: olderCommit })).toEqual(running);
    expect(fold(running, { ...forged, variables: { ...variables, DRAWBRIDGE_CHECK: 'toString' } })).toEqual(
      running,
    );
  });

  it('of another project is told as such', () => {
    const after = fold(running, { ...forged, project: 'other-ci', plan: 'as configured' });

    expect(after.commits).toEqual(running.commits);
    expect(after.strangers?.['unit']?.why).toBe('it is a build of other-ci, not of harbor-ledger-ci');
  });

  it('is told once: only the newest is kept', () => {
    const later = { ...forged, id: 'harbor-ledger-ci:later', startedAt: noon + 70_000, initiator: 'trudy' };

    expect(fold(fold(running, later), forged).strangers?.['unit']?.by).toBe('trudy');
    expect(fold(running, forged, later).strangers?.['unit']?.by).toBe('trudy');
  });
});

describe('a pull request that is over', () => {
  it('keeps its results: neither a retry nor a build of our own role changes them', () => {
    const merged = aRecord({
      status: 'merged',
      unit: aCheckState({ status: 'FAILED', plan: 'as configured' }),
    });

    expect(fold(merged, { ...forged, plan: 'as configured' })).toEqual(merged);
    expect(
      fold(merged, aBuild({ id: 'harbor-ledger-ci:late', status: 'SUCCEEDED', startedAt: noon + 9 })),
    ).toEqual(merged);
    expect(fold(merged, forged)).toEqual(merged);
  });

  it.each(['REQUESTED', 'NOT_STARTED', 'POSTPONED'] as const)(
    'learns of the build that a run started which died, though the next one left the check %s',
    (status) => {
      const unit = { project: 'harbor-ledger-ci', status, attempt: 3, requestedAt: noon };
      const closed = aRecord({ status: 'closed', unit });

      expect(fold(closed, aBuild({ status: 'FAILED' })).commits[head]?.['unit']?.status).toBe('FAILED');
      expect(fold(closed, forged).commits).toEqual(closed.commits);
    },
  );

  it('still learns how the build ended that ran when it was merged', () => {
    const merged = aRecord({ status: 'merged' });

    expect(fold(merged, aBuild({ status: 'SUCCEEDED' })).commits[head]?.['unit']?.status).toBe('SUCCEEDED');
  });
});
