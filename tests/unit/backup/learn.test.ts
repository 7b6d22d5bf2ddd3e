import { describe, expect, it } from 'vitest';
import { learn, withPoint, withProblem } from '../../../functions/back-up-repository/learn.ts';
import { now, point, record, verified } from './a-backup.ts';

const untold = { detailType: 'Backup Failed', resources: [], detail: { version: 1 } } as const;
const waiting = { ...record, news: [untold] };
const written = { ...point, sequence: 4, takenAt: now };

describe('news of a backup that was not told yet', () => {
  it.each([
    [
      'a point is written',
      learn(waiting, { kind: 'bundle-written', at: now, point: written }),
      'Backup Made',
    ],
    ['a point is found', withPoint(waiting, written), 'Backup Made'],
    ['a backup fails', withProblem(waiting, 'Not now.', now), 'Backup Failed'],
    ['a chain is verified', learn(waiting, { kind: 'chain-verified', verified }), 'Backup Verified'],
    [
      'a chain is damaged',
      learn(waiting, { kind: 'chain-verified', verified: { ...verified, problem: 'It is gone.' } }),
      'Backup Damaged',
    ],
  ])('stays before what is news when %s', (_what, { news }, detailType) => {
    expect(news[0]).toBe(untold);
    expect(news.slice(1).map((one) => one.detailType)).toEqual([detailType]);
  });

  it('stays when a trial comes to no result, and goes when it was told', () => {
    const result = { kind: 'not-verified', at: now, problem: 'CodeCommit is busy.' } as const;

    expect(learn(waiting, result).news).toEqual([untold]);
    expect(learn({ ...waiting, newsProblem: { at: now, text: 'No.' } }, { kind: 'events-put' })).toEqual({
      ...record,
      news: [],
    });
  });
});

describe('a trial that came to no result', () => {
  it('is forgotten once one does', () => {
    const without = learn(record, { kind: 'not-verified', at: now, problem: 'CodeCommit is busy.' });

    expect(without.unverified).toEqual({ at: now, text: 'CodeCommit is busy.' });
    expect(learn(without, { kind: 'chain-verified', verified })).not.toHaveProperty('unverified');
  });
});

describe('a backup that fails again and again', () => {
  it('counts its tries from the first on, is news once, and is forgotten when it succeeds', () => {
    const first = withProblem(record, 'Not now.', now);
    const second = withProblem(first, 'Still not.', now + 60_000);
    const mended = learn(second, { kind: 'bundle-written', at: now + 90_000, point: written });

    expect(second.problem).toEqual({ text: 'Still not.', at: now + 60_000, since: now, tries: 2 });
    expect(second.news.map(({ detail }) => detail['problem'])).toEqual(['Not now.']);
    expect(mended.problem).toBeUndefined();
    expect([mended.checkedAt, mended.newest]).toEqual([now + 90_000, written]);
  });
});
