import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldBuilds as foldFor } from '../../../functions/validate-pull-request/fold-builds.ts';
import type { ObservedBuild } from '../../../functions/validate-pull-request/observed.ts';
import { type BuildStatus, buildStatuses } from '../../../shared/core/build.ts';
import type { PullRequestRecord } from '../../../shared/core/pull-request-record.ts';
import {
  aBuild,
  aCheckState,
  aFailedBuild,
  aReason,
  aRecord,
  head,
  noon,
  ourRole,
  seen,
} from '../../support/builders.ts';

const whose = {
  rules: { into: ['*'], builds: { unit: { project: 'harbor-ledger-ci' } } },
  role: ourRole,
};
const foldBuilds = (record: PullRequestRecord, builds: readonly ObservedBuild[]) =>
  foldFor(record, builds, whose);
const log = { group: '/aws/codebuild/harbor-ledger-ci', stream: '6966a191' };
const unitOf = (record: ReturnType<typeof aRecord>) => record.commits[head]?.['unit'];

describe('foldBuilds', () => {
  it('enters how a build ended, with its diagnosis, its lines and its tests', () => {
    const tests = { total: 13, passed: 12, failed: 1, skipped: 0 };

    const record = foldBuilds(aRecord(), [
      seen(aFailedBuild({ reportArns: ['arn:r'] }), { reason: aReason(), tests }),
    ]);

    expect(unitOf(record)).toEqual({
      project: 'harbor-ledger-ci',
      status: 'FAILED',
      attempt: 1,
      requestedAt: noon,
      buildId: 'harbor-ledger-ci:6966a191',
      buildArn: 'arn:aws:codebuild:eu-west-1:111122223333:build/harbor-ledger-ci:6966a191',
      buildNumber: 319,
      startedAt: noon,
      endedAt: noon + 80_000,
      plan: 'as configured',
      diagnosis: { phase: 'BUILD', command: 'npm test', exitCode: 1 },
      reason: aReason(),
      tests,
    });
  });

  it('never lets a result go back to running', () => {
    const failed = foldBuilds(aRecord(), [seen(aFailedBuild())]);

    expect(foldBuilds(failed, [seen(aBuild())])).toEqual(failed);
  });

  it('replaces a build by one that started later, and not by one that started before', () => {
    const later = aBuild({ id: 'harbor-ledger-ci:later', startedAt: noon + 1 });
    const earlier = aBuild({ id: 'harbor-ledger-ci:earlier', startedAt: noon - 1 });

    expect(unitOf(foldBuilds(aRecord(), [seen(later)]))?.buildId).toBe('harbor-ledger-ci:later');
    expect(unitOf(foldBuilds(aRecord(), [seen(earlier)]))?.buildId).toBe('harbor-ledger-ci:6966a191');
  });

  it('does not take the build that was stopped for the one that is to be started in its place', () => {
    const wanted = aRecord({
      unit: {
        project: 'harbor-ledger-ci',
        status: 'REQUESTED',
        attempt: 2,
        requestedAt: noon,
        beganAfter: noon,
      },
    });
    const next = aBuild({ id: 'harbor-ledger-ci:next', startedAt: noon + 1 });

    expect(foldBuilds(wanted, [seen(aBuild({ status: 'STOPPED' }))])).toEqual(wanted);
    expect(unitOf(foldBuilds(wanted, [seen(next)]))?.buildId).toBe('harbor-ledger-ci:next');
  });

  it('keeps in mind that a build was to be stopped', () => {
    const marked = aRecord({ unit: aCheckState({ superseded: true }) });

    expect(unitOf(foldBuilds(marked, [seen(aBuild({ status: 'STOPPED' }))]))).toMatchObject({
      status: 'STOPPED',
      superseded: true,
    });
  });

  it('takes test reports that were written after the build had ended', () => {
    const ended = aBuild({ status: 'SUCCEEDED', endedAt: noon + 1, reportArns: ['arn:r'] });
    const pending = foldBuilds(aRecord(), [seen(ended)]);
    const tests = { total: 1, passed: 1, failed: 0, skipped: 0 };

    expect(unitOf(pending)).toMatchObject({ status: 'SUCCEEDED', reportsPending: true });
    expect(unitOf(foldBuilds(pending, [seen(ended, { tests })]))).toMatchObject({ tests });
    expect(unitOf(foldBuilds(pending, [seen(ended, { tests })]))).not.toHaveProperty('reportsPending');
  });

  it('takes lines of a log that arrived after the build had ended, and knows no empty excerpt before', () => {
    const pending = foldBuilds(aRecord(), [seen(aFailedBuild({ log }))]);
    const explained = foldBuilds(pending, [seen(aFailedBuild({ log }), { reason: aReason() })]);

    expect(unitOf(pending)).toMatchObject({ status: 'FAILED', logPending: true });
    expect(unitOf(pending)).not.toHaveProperty('reason');
    expect(unitOf(explained)).toMatchObject({ reason: aReason() });
    expect(unitOf(explained)).not.toHaveProperty('logPending');
  });

  it('tells another reason when a log cannot be read for another one, and none once it can', () => {
    const denied = foldBuilds(aRecord(), [seen(aFailedBuild({ log }), { problem: 'Denied.' })]);
    const throttled = foldBuilds(denied, [seen(aFailedBuild({ log }), { problem: 'Throttled.' })]);
    const empty = foldBuilds(throttled, [seen(aFailedBuild({ log }))]);

    expect([denied, throttled, empty].map((record) => unitOf(record)?.problem)).toEqual([
      'Denied.',
      'Throttled.',
      undefined,
    ]);
  });

  it('keeps the reason once the pull request is over and nobody looks again, and still takes lines that are found', () => {
    const denied = foldBuilds(aRecord(), [seen(aFailedBuild({ log }), { problem: 'Denied.' })]);
    const closed = { ...denied, status: 'closed' as const };

    expect(foldBuilds(closed, [seen(aFailedBuild({ log }), { problem: 'Socket hang up.' })])).toEqual(closed);
    expect(foldBuilds(closed, [seen(aFailedBuild({ log }))])).toEqual(closed);
    expect(unitOf(foldBuilds(closed, [seen(aFailedBuild({ log }), { reason: aReason() })]))).toMatchObject({
      reason: aReason(),
    });
  });

  it('keeps the tests that are known when the log alone was read again', () => {
    const tests = { total: 1, passed: 0, failed: 1, skipped: 0 };
    const ended = aFailedBuild({ reportArns: ['arn:r'], log });
    const pending = foldBuilds(aRecord(), [seen(ended, { tests })]);

    expect(unitOf(foldBuilds(pending, [seen(ended, { reason: aReason() })]))).toMatchObject({
      tests,
      reason: aReason(),
    });
  });

  it.each([
    ['has no log', aFailedBuild()],
    ['passed', aFailedBuild({ status: 'SUCCEEDED', log })],
    ['was stopped', aFailedBuild({ status: 'STOPPED', log })],
  ])('waits for no log of a build that %s', (_, build) => {
    expect(unitOf(foldBuilds(aRecord(), [seen(build)]))).not.toHaveProperty('logPending');
  });

  it('finds the build of a run that died before the pull request was closed', () => {
    const unit = { project: 'harbor-ledger-ci', status: 'REQUESTED', attempt: 1, requestedAt: noon } as const;
    const closed = aRecord({ status: 'closed', unit });

    expect(unitOf(foldBuilds(closed, [seen(aBuild())]))?.buildId).toBe('harbor-ledger-ci:6966a191');
  });

  it('finds it when its project was gone until the pull request was closed', () => {
    const unit = {
      project: 'harbor-ledger-ci',
      status: 'NOT_STARTED',
      attempt: 3,
      requestedAt: noon,
      doubtedSince: noon - 60_000,
    } as const;
    const closed = aRecord({ status: 'closed', unit });

    const found = unitOf(foldBuilds(closed, [seen(aBuild())]));

    expect(found?.buildId).toBe('harbor-ledger-ci:6966a191');
    expect(found).not.toHaveProperty('doubtedSince');
  });

  it('takes no notice of a build without our marker, or of another pull request', () => {
    const unmarked = aBuild({ variables: {}, startedAt: noon + 9 });
    const other = aBuild({
      variables: { DRAWBRIDGE_PULL_REQUEST_ID: '7', DRAWBRIDGE_CHECK: 'unit' },
      startedAt: noon + 9,
    });

    expect(foldBuilds(aRecord(), [seen(unmarked), seen(other)])).toEqual(aRecord());
  });

  it('comes to the same end in whatever order a build is seen, and however often', () => {
    const views = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        ended: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const ends: Readonly<Record<string, BuildStatus>> = { a: 'FAILED', b: 'SUCCEEDED', c: 'STOPPED' };
    const startedAt: Readonly<Record<string, number>> = { a: noon + 1, b: noon + 2, c: noon + 3 };
    fc.assert(
      fc.property(views, (order) => {
        const builds = order.map(({ id, ended }) =>
          seen(
            aBuild({
              id,
              startedAt: startedAt[id] ?? 0,
              status: ended ? (ends[id] ?? 'FAULT') : 'IN_PROGRESS',
            }),
          ),
        );
        const last = ['a', 'b', 'c'].findLast((id) => order.some((view) => view.id === id)) ?? '';
        const hasEnded = order.some(({ id, ended }) => id === last && ended);

        const state = unitOf(foldBuilds(aRecord(), builds));

        expect(state?.buildId).toBe(last);
        expect(state?.status).toBe(hasEnded ? ends[last] : 'IN_PROGRESS');
      }),
    );
  });

  it.each(buildStatuses)(
    'is done once by a build that is %s: folding it twice changes nothing more',
    (status) => {
      const once = foldBuilds(aRecord({ commits: {} }), [seen(aBuild({ status }))]);

      expect(foldBuilds(once, [seen(aBuild({ status }))])).toEqual(once);
    },
  );
});
