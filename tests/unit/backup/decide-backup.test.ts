import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/back-up-repository/decide.ts';
import { learn } from '../../../functions/back-up-repository/learn.ts';
import { atRest, due, newest, now, one, point, record, source, three, two, verified } from './a-backup.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('what a backup needs', () => {
  it('1. nothing, when it has left the configuration', () => {
    expect(decide({ backup: 'nightly' }, now)).toEqual({
      effects: [],
      reason: 'backup nightly is not configured',
    });
  });

  it('2. an incremental bundle, when the repository differs from its newest point', () => {
    expect(decide(due, now).effects).toEqual([
      {
        kind: 'write-bundle',
        backup: 'nightly',
        repository: 'shop',
        takenAt: now,
        refs: source.refs,
        chain: '20261122T020000Z',
        sequence: 4,
        digest: 'after',
        defaultBranch: 'main',
        haves: [one],
        wants: [two, three],
      },
    ]);
  });

  it('2. and asks for no objects when only refs moved', () => {
    const refs = new Map([['refs/heads/other', one]]);

    const { effects } = decide({ ...due, source: { ...source, refs } }, now);

    expect(effects).toMatchObject([{ kind: 'write-bundle', sequence: 4, wants: [] }]);
  });

  it('2. also when nothing but the default branch changed', () => {
    const moved = { ...source, digest: 'before', defaultBranch: 'trunk' };

    expect(decide({ ...due, source: moved }, now).effects).toMatchObject([
      { kind: 'write-bundle', sequence: 4, defaultBranch: 'trunk' },
    ]);
  });

  const { newest: _, ...withoutChain } = due;
  const broken = { ...verified, problem: 'a bundle is gone' };
  const damaged = { ...due, record: { ...record, verified: broken } };
  const old = { ...due, newest: { ...newest, chain: '20261024T020000Z' } };
  const sameSecond = {
    ...due,
    newest: { ...newest, chain: '20261123T020000Z' },
    record: {
      ...record,
      newest: { ...point, chain: '20261123T020000Z' },
      verified: { ...broken, chain: '20261123T020000Z' },
    },
  };
  const { newest: ___, ...unreadable } = sameSecond;
  it.each([
    ['there is no chain', withoutChain, '20261123T020000Z'],
    ['the full bundle is 30 days old', old, '20261123T020000Z'],
    [
      'it is 30 days old and nothing changed',
      { ...old, source: { ...source, digest: 'before' } },
      '20261123T020000Z',
    ],
    ['the chain was found damaged', damaged, '20261123T020000Z'],
    ['a chain of this very second was found damaged', sameSecond, '20261123T020001Z'],
    ['a chain of this very second cannot be read', unreadable, '20261123T020001Z'],
  ])('2. a full bundle, when %s', (_name, observed, chain) => {
    expect(decide(observed, now).effects).toMatchObject([
      { kind: 'write-bundle', chain, sequence: 0, haves: [], wants: [two, three] },
    ]);
  });

  it('2. and names at most 256 tips that the chain holds, those that moved first, and no tags', () => {
    const tip = (index: number): string => index.toString(16).padStart(40, '0');
    const branches = Array.from(
      { length: 300 },
      (__, index) => [`refs/heads/b${index}`, tip(index)] as const,
    );
    const tips = new Map([...branches, ['refs/tags/v0', three] as const]);
    const refs = new Map([...tips, ['refs/heads/b299', two] as const]);

    const [effect] = decide(
      { ...due, source: { ...source, refs }, newest: { ...newest, tips } },
      now,
    ).effects;

    const haves = effect?.kind === 'write-bundle' ? effect.haves : [];
    expect(haves.length).toBe(256);
    expect(haves[0]).toBe('000000000000000000000000000000000000012b');
    expect(haves).not.toContain(three);
  });

  it('3. remembers and tells the point that a run wrote and could not remember any more', () => {
    const found = { ...newest, sequence: 4, digest: 'after' };

    const decision = decide({ ...due, newest: found }, now);

    expect(decision.record?.newest).toEqual({ ...point, sequence: 4, digest: 'after' });
    expect(decision.effects).toMatchObject([
      { kind: 'put-events', events: [{ detailType: 'Backup Made', detail: { sequence: 4 } }] },
    ]);
    expect(decide({ ...due, newest: { ...newest, sequence: 2 } }, now).record?.newest).toEqual(point);
  });

  it('3. nothing, when the repository is as its newest point says; it is looked at again after a day', () => {
    expect(decide({ ...due, source: { ...source, digest: 'before' } }, now)).toMatchObject({
      effects: [],
      reason: 'nightly: nothing changed',
      record: { checkedAt: now },
      lookAgainAt: now + day,
    });
  });

  it('3. nothing, when it is empty and never had a point', () => {
    const empty = { digest: 'none', refs: new Map() };

    expect(decide({ ...withoutChain, source: empty }, now)).toMatchObject({
      effects: [],
      reason: 'nightly: the repository is empty',
    });
    expect(decide({ ...due, source: empty }, now).effects).toMatchObject([
      { kind: 'write-bundle', sequence: 4, wants: [] },
    ]);
  });

  it('4. tells once that the repository cannot be read, and tries less and less often', () => {
    const gone = { ...due, source: { problem: 'Repository shop does not exist in us-east-1.' } };

    const first = decide(gone, now);
    const told = { ...(first.record ?? record), news: [] };
    const second = decide({ ...gone, record: told }, now + 15 * minute);

    expect(first.effects).toMatchObject([{ kind: 'put-events', events: [{ detailType: 'Backup Failed' }] }]);
    expect(decide({ ...gone, record: told }, now).lookAgainAt).toBe(now + 15 * minute);
    expect(second.effects).toEqual([]);
    expect(second.lookAgainAt).toBe(now + 45 * minute);
  });

  it('5. restores the newest point on trial a day after the last trial, in a run of its own', () => {
    const fresh = { ...record, newest: { ...point, sequence: 4 } };
    const later = { ...fresh, verified: { ...verified, at: now - day } };

    expect(decide({ ...atRest, record: later }, now).effects).toEqual([
      {
        kind: 'verify-chain',
        backup: 'nightly',
        repository: 'shop',
        chain: point.chain,
        sequence: 4,
        at: now,
      },
    ]);
    expect(decide({ ...atRest, record: fresh }, now).effects).toEqual([]);
  });

  it('5. also a point that was verified before, after a week', () => {
    const after = (age: number) => ({
      ...atRest,
      record: { ...record, verified: { ...verified, at: now - age } },
    });

    expect(decide(after(7 * day), now).effects).toMatchObject([{ kind: 'verify-chain', sequence: 3 }]);
    expect(decide(after(7 * day - 1), now).effects).toEqual([]);
  });

  it('5. and looks again in an hour when the trial came to no result', () => {
    const { verified: __, ...never } = record;
    const failed = learn(
      { ...never, checkedAt: now },
      { kind: 'not-verified', at: now, problem: 'CodeCommit is busy.' },
    );

    expect(decide({ ...atRest, record: failed }, now)).toMatchObject({
      effects: [],
      lookAgainAt: now + hour,
    });
  });

  it('6. puts the events that a run before could not, and keeps them when it cannot either', () => {
    const news = [{ detailType: 'Backup Made', resources: [], detail: { version: 1 } }] as const;
    const waiting = { ...record, checkedAt: now - hour, news };

    const failed = learn(waiting, { kind: 'events-failed', at: now, problem: 'Not allowed.' });

    expect(decide({ ...atRest, record: waiting }, now).effects).toEqual([
      { kind: 'put-events', events: news, at: now },
    ]);
    expect(decide({ ...atRest, record: failed }, now)).toMatchObject({
      effects: [],
      reason: expect.stringContaining('; it could not be told: Not allowed.'),
      lookAgainAt: now + minute,
    });
    expect(learn(failed, { kind: 'events-put' })).toEqual({ ...waiting, news: [] });
  });
});

describe('after a bundle was written', () => {
  it('asks for nothing more in this run than to tell it, and for the trial as soon as may be', () => {
    const written = { ...point, sequence: 4, takenAt: now, digest: 'after' };
    const { verified: _verified, ...never } = record;

    const learnt = learn(never, { kind: 'bundle-written', at: now, point: written });
    const told = decide({ ...due, record: learnt }, now);
    const after = decide({ ...due, record: learn(learnt, { kind: 'events-put' }) }, now);

    expect(told.effects).toMatchObject([
      {
        kind: 'put-events',
        events: [{ detailType: 'Backup Made', detail: { takenAt: '2026-11-23T02:00:00.000Z' } }],
      },
    ]);
    expect(after).toMatchObject({
      effects: [],
      reason: 'nightly: point 4 of chain 20261122T020000Z is in the bucket',
      lookAgainAt: now + 1000,
    });
  });
});
