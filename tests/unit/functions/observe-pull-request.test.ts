import { describe, expect, it } from 'vitest';
import { type ObservePorts, observe } from '../../../functions/validate-pull-request/observe.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import {
  aBuild,
  aCheckState,
  aPullRequest,
  aRecord,
  head,
  noon,
  olderCommit,
  ourRole,
} from '../../support/builders.ts';

const badges = { unit: { running: 'https://badges.example/running.svg' } };

/** Ports that give what is asked, and note the builds that were. */
function ports(more: Partial<ObservePorts> = {}) {
  const asked: string[] = [];
  const all: ObservePorts = {
    pullRequests: { get: async () => aPullRequest(), listOpen: async () => [] },
    comments: { post: async () => '', update: async () => {}, findOurs: async () => 'comment-2' },
    builds: {
      start: () => Promise.reject(new Error('not asked')),
      stop: () => Promise.reject(new Error('not asked')),
      get: async (ids) => {
        asked.push(...ids);
        return ids.map((id) => aBuild({ id }));
      },
      listSince: async () => [],
      testTotals: async () => undefined,
      planOfProject: async () => undefined,
    },
    logs: { tail: async () => [] },
    reasons: () => import('../../../shared/reasons/reason-of.ts'),
    rulesOf: () => ({ into: ['main'], builds: { unit: { project: 'harbor-ledger-ci' } } }),
    badgesFor: async () => badges,
    place: { partition: 'aws', region: 'eu-west-1' },
    logLines: 20,
    role: ourRole,
    redact: [],
    ...more,
  };
  return { all, asked };
}

const known = { recovering: false, now: noon };
const failing = (error: Error) => () => Promise.reject(error);

describe('what is observed of a pull request', () => {
  it('has the badges of its tip', async () => {
    expect(await observe(ports().all, { pullRequestId: '41' }, known)).toMatchObject({ badges });
  });

  it.each(['access-denied', 'not-found', 'request-refused'] as const)(
    'has no badges but why, when the key that signs them cannot be read (%s)',
    async (code) => {
      const { all } = ports({ badgesFor: failing(new ControllerError(code, 'The key cannot be read.')) });

      const observed = await observe(all, { pullRequestId: '41' }, known);

      expect(observed).toMatchObject({ badges: {}, badgeProblem: 'The key cannot be read.' });
      expect(observed.pullRequest).toEqual(aPullRequest());
    },
  );

  it.each([
    ['is busy', new ControllerError('throttled', 'Rate exceeded.')],
    ['does not answer', new ControllerError('service-unavailable', 'Timeout.')],
    ['fails in a way that nobody foresaw', new TypeError('x is not a function')],
  ])('is tried again when what holds the key %s', async (_what, error) => {
    await expect(
      observe(ports({ badgesFor: failing(error) }).all, { pullRequestId: '41' }, known),
    ).rejects.toBe(error);
  });

  it('has no badges without a pull request, and none where it is not configured', async () => {
    const none = ports({
      pullRequests: { get: async () => undefined, listOpen: async () => [] },
      badgesFor: failing(new Error('not asked')),
    });
    const notOurs = ports({ rulesOf: () => undefined, badgesFor: failing(new Error('not asked')) });

    expect(await observe(none.all, { pullRequestId: '41' }, known)).toMatchObject({ badges: {}, builds: [] });
    expect(await observe(notOurs.all, { pullRequestId: '41' }, known)).toMatchObject({ badges: {} });
  });

  it('asks for the builds of the tip that have not ended, and for the one that an event speaks of, once', async () => {
    const ended = aCheckState({ status: 'SUCCEEDED', buildId: 'ci:3', endedAt: noon });
    const record = aRecord({
      commits: {
        [olderCommit]: { unit: aCheckState({ buildId: 'ci:1' }) },
        [head]: { unit: aCheckState({ buildId: 'ci:2' }), lint: ended },
      },
    });
    const byEvent = ports();
    const settled = ports();
    const byPullRequest = ports();

    await observe(byEvent.all, { pullRequestId: '41', buildId: 'ci:2' }, { ...known, record });
    await observe(settled.all, { pullRequestId: '41', buildId: 'ci:3' }, { ...known, record });
    await observe(byPullRequest.all, { pullRequestId: '41' }, { ...known, record });

    expect([byEvent.asked, settled.asked, byPullRequest.asked]).toEqual([['ci:2'], ['ci:2'], ['ci:2']]);
  });

  it('asks for a build at the commit that the branch went back to, whose log is not known any more', async () => {
    const failed = aCheckState({ status: 'FAILED', buildId: 'ci:1', endedAt: noon, logPending: true });
    const record = aRecord({
      head: olderCommit,
      commits: { [head]: { unit: failed }, [olderCommit]: { unit: aCheckState({ buildId: 'ci:2' }) } },
    });
    const byEvent = ports();
    const byPullRequest = ports();

    await observe(byEvent.all, { pullRequestId: '41', buildId: 'ci:2' }, { ...known, record });
    await observe(byPullRequest.all, { pullRequestId: '41' }, { ...known, record });

    expect([byEvent.asked, byPullRequest.asked]).toEqual([['ci:2', 'ci:1'], ['ci:1']]);
  });

  it('after a run that died, has the comment and the builds of this pull request that it may have made', async () => {
    const { buildId: _none, ...requested } = aCheckState();
    const record = aRecord({ unit: { ...requested, status: 'REQUESTED' } });
    const { comment: _unknown, ...without } = record;
    const mine = aBuild({ id: 'ci:7' });
    const other = aBuild({ id: 'ci:8', variables: { ...mine.variables, DRAWBRIDGE_PULL_REQUEST_ID: '42' } });
    const { all } = ports();
    const since: number[] = [];
    const listSince: ObservePorts['builds']['listSince'] = async (_project, from) => {
      since.push(from);
      return [other, mine];
    };

    const observed = await observe(
      { ...all, builds: { ...all.builds, listSince } },
      { pullRequestId: '41' },
      { recovering: true, now: noon, record: without },
    );

    expect(observed.builds.map(({ build }) => build.id)).toEqual(['ci:7']);
    expect(observed.record?.comment).toMatchObject({ id: 'comment-2' });
    expect(since).toEqual([noon - 60_000]);
  });

  it('keeps the doubt whether a dead run has started a build while its project is gone, and asks when it is back', async () => {
    const { buildId: _none, ...requested } = aCheckState();
    const record = aRecord({ unit: { ...requested, status: 'REQUESTED' } });
    const { all } = ports();
    const gone = new ControllerError('not-found', 'There is no such project.');
    const during = (listSince: ObservePorts['builds']['listSince']) => ({
      ...all,
      builds: { ...all.builds, listSince },
    });

    const first = await observe(
      during(failing(gone)),
      { pullRequestId: '41' },
      { recovering: true, now: noon, record },
    );
    const refused = aRecord({ unit: { ...requested, status: 'NOT_STARTED', doubtedSince: noon } });
    const still = await observe(
      during(failing(gone)),
      { pullRequestId: '41' },
      { ...known, now: noon + 300_000, record: refused },
    );
    const back = await observe(
      during(async () => [aBuild({ id: 'ci:7' })]),
      { pullRequestId: '41' },
      { ...known, now: noon + 600_000, record: refused },
    );

    const doubtOf = ({ record: found }: typeof first) => found?.commits[head]?.['unit']?.doubtedSince;
    expect([doubtOf(first), doubtOf(still), doubtOf(back)]).toEqual([noon, noon, undefined]);
    expect(first.builds).toEqual([]);
    expect(back.builds.map(({ build }) => build.id)).toEqual(['ci:7']);
  });

  it('asks for no other builds while nothing is in doubt', async () => {
    const { all } = ports();
    const builds = { ...all.builds, listSince: failing(new Error('not asked')) };

    const observed = await observe(
      { ...all, builds },
      { pullRequestId: '41' },
      { ...known, record: aRecord() },
    );

    expect(observed.builds.map(({ build }) => build.id)).toEqual(['harbor-ledger-ci:6966a191']);
  });
});
