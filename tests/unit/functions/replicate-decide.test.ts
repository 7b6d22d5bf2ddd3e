import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/replicate-repository/decide.ts';
import { learn } from '../../../functions/replicate-repository/learn.ts';
import type { ReplicaRecord } from '../../../shared/core/replica-record.ts';
import type { ReplicationResult } from '../../../shared/core/replication.ts';
import { noon } from '../../support/builders.ts';
import { aMove, aReplica, main, observedOf, one, settings, synced, three, two } from './a-replica.ts';

const trouble = { reason: 'too large', since: noon, triedAt: noon };

describe('what is done for a replica', () => {
  it('1. nothing, when it has left the configuration', () => {
    const { settings: _left, ...observed } = observedOf(aReplica());

    expect(decide(observed, noon)).toEqual({
      effects: [],
      reason: 'ledger has no replica in eu-west-2 that is kept from here',
    });
  });

  it('2. nothing for a ref that the replication does not own', () => {
    const change = aMove({ ref: 'refs/notes/commits' });

    const { effects, reason } = decide(observedOf(aReplica(), { change }), noon);

    expect([effects, reason]).toEqual([
      [],
      'refs/notes/commits is not among the refs that to-london replicates',
    ]);
  });

  it.each([
    ['is on the replica already', aMove({ new: one }), 'refs/heads/main is on the replica already'],
    [
      'is older than the last look at both sides',
      aMove({ at: noon - 660_001 }),
      'both sides were listed after refs/heads/main had changed',
    ],
  ])('2. nothing for an event that %s', (_, change, reason) => {
    const decision = decide(observedOf(aReplica(), { change }), noon);

    expect([decision.effects, decision.reason, decision.record]).toEqual([[], reason, aReplica()]);
  });

  it('3. a branch goes straight through when the replica is where the event says it was', () => {
    expect(effectsFor(aReplica(), aMove())).toEqual([
      { kind: 'push-update', ref: main, old: one, new: two, onlyFastForward: false },
    ]);
  });

  it('3. the source is asked first when the policy guards the history', () => {
    const guarded = { ...settings.policy, rules: [{ refs: 'refs/heads/*', forcePush: 'refuse' }] };

    const { effects } = decide(
      observedOf(aReplica(), { change: aMove(), settings: { ...settings, policy: guarded } }),
      noon,
    );

    expect(effects).toEqual([{ kind: 'push-update', ref: main, old: one, new: two, onlyFastForward: true }]);
  });

  it('3. and also when there are too many refs to remember them', () => {
    const { refs: _tooMany, ...record } = aReplica();

    expect(effectsFor(record, aMove())[0]?.kind).toBe('push-update');
  });

  it.each([
    ['a creation', {}, { ref: main, new: two, at: noon }],
    ['a deletion', {}, { ref: main, old: one, at: noon }],
    ['a tag', { refs: { 'refs/tags/v1': one } }, aMove({ ref: 'refs/tags/v1' })],
    ['an event that another one has overtaken', { refs: { [main]: three } }, aMove()],
    ['an event older than the newest one that went through', { movedAt: noon + 1_000 }, aMove()],
    ['an event from around the last look', { listedAt: noon }, aMove()],
    ['a replica that something is owed to', { behind: 1 }, aMove()],
    ['a replica with an older event pending', { pendingSince: noon - 1 }, aMove()],
    [
      'a replica whose last run failed',
      { failure: { attempts: 1, since: noon, at: noon, reason: 'x' } },
      aMove(),
    ],
    ['a run that died', { turn: { id: 'old/1', step: 'push-update', syncs: 0 } as const }, aMove()],
    ['a ref in trouble', { troubles: { [main]: { kind: 'diverged', ...trouble } as const } }, aMove()],
  ])('4. %s is a look at both sides', (_, more, change) => {
    expect(effectsFor(aReplica(more), change)[0]?.kind).toBe('sync-refs');
  });

  it('4. due work is a look at both sides, with what was last replicated', () => {
    expect(effectsFor(aReplica({ missingSince: { 'refs/heads/gone': noon - 5 } }))).toEqual([
      {
        kind: 'sync-refs',
        lastReplicated: { [main]: one },
        missingSince: { 'refs/heads/gone': noon - 5 },
        quarantined: {},
        attributes: {},
      },
    ]);
  });

  it("4. before the first look everything on the replica counts as somebody else's", () => {
    expect(effectsFor(undefined)).toEqual([
      {
        kind: 'sync-refs',
        lastReplicated: {},
        missingSince: {},
        quarantined: {},
        refsPerPush: 25,
        attributes: {},
      },
    ]);
  });

  it('5. a replica that is missing is created, and then looked at', () => {
    expect(stepsAfter({ kind: 'replica-missing' }, { kind: 'replica-created' })).toEqual([
      'create-replica',
      'sync-refs',
    ]);
  });

  it('5. the default branch follows before the old one is deleted', () => {
    const trunk = 'refs/heads/trunk';
    const kept = { ref: main, rule: 'default-branch', reason: 'it is the default branch', alarm: true };
    const found = synced({
      source: { [trunk]: one },
      replica: { [trunk]: one, [main]: one },
      defaultBranches: { source: trunk, replica: main },
      kept: [kept],
    });

    expect(stepsAfter(found, { kind: 'default-branch-set', ref: trunk })).toEqual([
      'set-default-branch',
      'sync-refs',
    ]);
  });

  it('6. what the replica refused is not tried for a day', () => {
    const troubles = { [main]: { kind: 'refused', wanted: two, ...trouble } as const };

    const [order] = effectsFor(aReplica({ troubles }), undefined, noon + 86_399_999);
    const [later] = effectsFor(aReplica({ troubles }), undefined, noon + 86_400_000);

    expect(order).toMatchObject({ quarantined: { [main]: two } });
    expect(later).toMatchObject({ quarantined: {} });
  });

  it.each([
    [1, 0, 1],
    [1, 1, 2],
    [4, 1, 16],
    [10, 0, 450],
    [10, 1, 900],
    [5_000, 1, 900],
  ])(
    '7. after %i failures in a row, with chance %d, it is tried again after %i s',
    (attempts, chance, seconds) => {
      const failure = { attempts: attempts - 1, since: noon, at: noon, reason: 'x' };
      const record = inTurn(aReplica(attempts === 1 ? {} : { failure }));
      const failed = learn(record, { kind: 'failed', at: noon, reason: 'unreachable' });

      const { lookAgainAt, reason } = decide(observedOf(done(failed), { chance }), noon);

      expect(lookAgainAt).toBe(noon + seconds * 1_000);
      expect(reason).toContain(`(attempt ${attempts}): unreachable`);
    },
  );

  it.each([
    [0, undefined],
    [1, 25],
    [3, 5],
    [5, 1],
    [50, 1],
  ])('7. after %i failures a push has at most %s refs', (attempts, refsPerPush) => {
    const failure = { attempts, since: noon, at: noon, reason: 'x' };

    const [order] = effectsFor(aReplica(attempts === 0 ? {} : { failure }));

    expect(order && 'refsPerPush' in order ? order.refsPerPush : undefined).toBe(refsPerPush);
  });

  it('7. a run that died counts as a failure', () => {
    const record = aReplica({ turn: { id: 'old/1', step: 'sync-refs', syncs: 0 } });

    expect(decide(observedOf(record), noon).record?.failure).toEqual({
      attempts: 1,
      since: noon,
      at: noon,
      reason: 'A run ended before it was done; what it was pushing may be too large for one run.',
    });
  });

  it('8. what time did not allow goes on in a second', () => {
    const left = { ref: main, kind: 'update', status: 'left', new: two } as const;
    const record = learn(inTurn(aReplica()), synced({ source: { [main]: two }, results: [left] }));

    expect(decide(observedOf(done(record)), noon).lookAgainAt).toBe(noon + 1_000);
  });

  it.each([
    [0, 50],
    [1, 60],
  ])(
    '8. what is up to date is looked at again within the hour: with chance %i after %i min',
    (chance, minutes) => {
      const record = done(learn(inTurn(aReplica()), synced()));

      expect(decide(observedOf(record, { chance }), noon).lookAgainAt).toBe(noon + minutes * 60_000);
    },
  );
});

function effectsFor(record: ReplicaRecord | undefined, change?: ReturnType<typeof aMove>, now = noon) {
  return decide(observedOf(record, { ...(change && { change }) }), now).effects;
}

function inTurn(record: ReplicaRecord): ReplicaRecord {
  return { ...record, turn: { id: 'run/1', step: 'sync-refs', syncs: 0 } };
}

/** All that was to be told is told. */
function done(record: ReplicaRecord): ReplicaRecord {
  return learn(record, { kind: 'events-put' });
}

/** The effects that follow one result after the other. */
function stepsAfter(...results: readonly ReplicationResult[]): (string | undefined)[] {
  let record = inTurn(aReplica());
  return results.map((result) => {
    record = learn(record, result);
    return decide(observedOf(record), noon).effects[0]?.kind;
  });
}
