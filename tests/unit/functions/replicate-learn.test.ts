import { describe, expect, it } from 'vitest';
import { learn } from '../../../functions/replicate-repository/learn.ts';
import { measure } from '../../../functions/replicate-repository/measure.ts';
import { summary } from '../../../functions/replicate-repository/summary.ts';
import { tell } from '../../../functions/replicate-repository/tell.ts';
import type { ReplicaRecord, Step } from '../../../shared/core/replica-record.ts';
import { noon } from '../../support/builders.ts';
import { aReplica, main, observedOf, one, synced, three, two } from './a-replica.ts';

const topic = 'refs/heads/topic';

describe('what is learnt of a replica', () => {
  it('a branch that went straight through is where it was moved to, and nothing is pending', () => {
    const record = learn(inTurn({ pendingSince: noon }), {
      kind: 'update-pushed',
      ref: main,
      old: one,
      new: two,
      at: noon + 300,
      largeFiles: { pointers: 0, bytes: 0, complete: true },
      traffic: { requests: 2, bytesSent: 16, bytesReceived: 17 },
    });

    expect(record).toMatchObject({
      refs: { [main]: two },
      movedAt: noon,
      traffic: { requests: 2, bytesSent: 16, bytesReceived: 17 },
      turn: { step: 'announce' },
    });
    expect(record.pendingSince).toBeUndefined();
  });

  it('a foreign write keeps the value that we wrote, so that it is found again', () => {
    const record = learn(
      inTurn(),
      synced({
        source: { [main]: two },
        replica: { [main]: three },
        kept: [{ ref: main, rule: 'foreign-write', reason: 'kept', alarm: true }],
        foreign: [{ ref: main, found: three, treatment: 'kept' }],
      }),
    );

    expect(record.refs).toEqual({ [main]: one });
    expect(record.troubles).toEqual({
      [main]: { kind: 'diverged', wanted: two, found: three, reason: 'kept', since: noon, triedAt: noon },
    });
    expect(record.verifiedAt).toBe(noon - 600_000);
  });

  it('a ref of the replica that nobody replicated is not taken for ours', () => {
    expect(learn(inTurn(), synced({ replica: { [main]: one, [topic]: three } })).refs).toEqual({
      [main]: one,
    });
  });

  it('a ref that waits to be pruned stays ours, since when it is missing is kept, and it hinders no verification', () => {
    const record = learn(
      inTurn({ refs: { [main]: one, [topic]: three }, missingSince: { [topic]: noon - 9 } }),
      synced({
        replica: { [main]: one, [topic]: three },
        vanished: [topic],
        kept: [{ ref: topic, rule: 'prune-later', reason: 'later', alarm: false }],
      }),
    );

    expect(record.refs).toEqual({ [main]: one, [topic]: three });
    expect(record.missingSince).toEqual({ [topic]: noon - 9 });
    expect(record.verifiedAt).toBe(noon);
  });

  it('a ref that was pruned is forgotten', () => {
    const deleted = { ref: topic, kind: 'delete', status: 'done' } as const;
    const record = learn(
      inTurn({ refs: { [main]: one, [topic]: three } }),
      synced({ vanished: [topic], results: [deleted] }),
    );

    expect([record.refs, record.missingSince]).toEqual([{ [main]: one }, {}]);
  });

  it('a refusal keeps since when and when it was last tried apart', () => {
    const refused = { ref: main, kind: 'update', status: 'refused', new: two, reason: 'too large' } as const;
    const first = learn(inTurn(), synced({ source: { [main]: two }, results: [refused] }));
    const quarantined = learn(
      { ...first, turn: inTurn().turn as NonNullable<ReplicaRecord['turn']> },
      synced({
        at: noon + 60,
        source: { [main]: two },
        kept: [{ ref: main, rule: 'quarantined', reason: 'not tried', alarm: true }],
      }),
    );
    const again = learn(quarantined, synced({ at: noon + 90, source: { [main]: two }, results: [refused] }));

    expect(quarantined.troubles[main]).toEqual({
      kind: 'refused',
      wanted: two,
      reason: 'too large',
      since: noon,
      triedAt: noon,
    });
    expect(again.troubles[main]).toMatchObject({ since: noon, triedAt: noon + 90 });
  });

  it('a lost race is run again once, and then left for a second later', () => {
    const raced = { ref: main, kind: 'update', status: 'raced', new: two } as const;
    const first = learn(inTurn({ pendingSince: noon }), synced({ results: [raced] }));
    const second = learn(first, synced({ results: [raced] }));

    expect(first.turn?.step).toBe('sync-refs');
    expect([second.turn?.step, second.behind, second.pendingSince]).toEqual(['announce', 1, noon]);
  });

  it('a straight push that fails is left to a look at both sides', () => {
    const record = inTurn();
    const turn = { ...record.turn, id: 'run/1', step: 'push-update', syncs: 0 } as const;

    const next = learn({ ...record, turn }, { kind: 'failed', at: noon, reason: 'cut off' });

    expect([next.turn?.step, next.failure]).toEqual(['sync-refs', undefined]);
  });

  it('attributes that could not be read are a problem until they are read, and hinder no verification', () => {
    const known = { pointers: 2, bytes: 9, patterns: ['*.psd'], readAt: one };

    const unread = learn(inTurn({ largeFiles: known }), synced({ attributes: { problem: 'Not allowed.' } }));
    const read = learn(unread, synced({ attributes: { commit: two, patterns: [] } }));

    const { turn: _over, ...rested } = unread;
    expect(unread.largeFiles).toEqual({ ...known, problem: 'Not allowed.' });
    expect(unread.verifiedAt).toBe(noon);
    expect(summary(rested, noon)).toBe(
      'the replica of ledger in eu-west-2 is up to date; whether it points to large files is unknown: Not allowed.',
    );
    expect(read.largeFiles).toEqual({ pointers: 2, bytes: 9, patterns: [], readAt: two });
  });

  it('events that could not be put are kept for the next run', () => {
    const event = { detailType: 'Replica Verified', resources: [], detail: { version: 1 } } as const;

    const kept = learn(inTurn(), { kind: 'events-kept', events: [event], reason: 'Not allowed.' });
    const { turn: _over, ...rested } = kept;

    expect(kept.untold).toEqual([event]);
    expect(summary(rested, noon)).toBe(
      'the replica of ledger in eu-west-2 is up to date; what is new could not be told: Not allowed.',
    );
    expect(learn(kept, { kind: 'events-put' })).toEqual(inTurn({}, 'done'));
  });
});

describe('what is told of a replica', () => {
  const detail = {
    version: 1,
    replication: 'to-london',
    repository: 'ledger',
    from: 'us-east-1',
    to: 'eu-west-2',
  };
  const resources = [
    'arn:aws:codecommit:us-east-1:111122223333:ledger',
    'arn:aws:codecommit:eu-west-2:111122223333:ledger',
  ];

  it('nothing, when nothing is new', () => {
    expect(tell(observedOf(aReplica()), aReplica(), noon)).toEqual({ events: [], lagTold: false });
  });

  it('a lag, when it has lasted five minutes, and once', () => {
    const failure = { attempts: 4, since: noon - 300_000, at: noon, reason: 'unreachable' };

    const first = tell(observedOf(aReplica()), aReplica({ failure }), noon);
    const again = tell(observedOf(aReplica()), aReplica({ failure, lagTold: true }), noon + 1);
    const over = tell(observedOf(aReplica()), aReplica({ lagTold: true }), noon + 2);

    expect(first).toEqual({
      events: [
        {
          detailType: 'Replication Lag',
          resources,
          detail: { ...detail, state: 'behind', lagSeconds: 300, reason: 'unreachable' },
        },
      ],
      lagTold: true,
    });
    expect(again).toEqual({ events: [], lagTold: true });
    expect(over.events.map((event) => event.detail)).toEqual([
      { ...detail, state: 'caught-up', lagSeconds: 0 },
    ]);
  });

  it('a refusal when it is new, and again when the ref has moved', () => {
    const refused = (wanted: string) =>
      aReplica({
        troubles: { [main]: { kind: 'refused', wanted, reason: 'no', since: noon, triedAt: noon } },
      });

    expect(tell(observedOf(aReplica()), refused(two), noon).events).toEqual([
      {
        detailType: 'Ref Refused',
        resources,
        detail: { ...detail, ref: main, wanted: two, by: 'replica', reason: 'no' },
      },
    ]);
    expect(tell(observedOf(refused(two)), refused(two), noon).events).toEqual([]);
    expect(tell(observedOf(refused(two)), refused(three), noon).events).toHaveLength(1);
  });

  it('a verification, with both digests', () => {
    const verified = aReplica({ verifiedAt: noon, digests: { source: 'a', replica: 'b' } });

    expect(tell(observedOf(aReplica()), verified, noon).events).toEqual([
      {
        detailType: 'Replica Verified',
        resources,
        detail: { ...detail, sourceDigest: 'a', replicaDigest: 'b', isEqual: false },
      },
    ]);
  });
});

describe('what is measured of a replica', () => {
  it('is its lag, what is behind, refused and diverged, the bytes of the run and the age of its verification', () => {
    const trouble = { reason: 'x', since: noon, triedAt: noon };
    const record = aReplica({
      pendingSince: noon - 90_000,
      behind: 2,
      troubles: { a: { kind: 'refused', ...trouble }, b: { kind: 'diverged', ...trouble } },
      traffic: { requests: 9, bytesSent: 500, bytesReceived: 700 },
    });
    const before = aReplica({ traffic: { requests: 5, bytesSent: 100, bytesReceived: 100 } });

    expect(measure(record, { before, now: noon })).toEqual({
      dimensions: { replication: 'to-london' },
      values: {
        ReplicationLagSeconds: { value: 90, unit: 'Seconds' },
        RefsBehind: { value: 4, unit: 'Count' },
        BytesReplicated: { value: 400, unit: 'Bytes' },
        RefsRefused: { value: 1, unit: 'Count' },
        RefsDiverged: { value: 1, unit: 'Count' },
        LastVerifiedAgeSeconds: { value: 600, unit: 'Seconds' },
      },
    });
  });
});

function inTurn(more: Partial<ReplicaRecord> = {}, step: Step = 'sync-refs'): ReplicaRecord {
  return { ...aReplica(more), turn: { id: 'run/1', step, syncs: 0 } };
}
