import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/replicate-repository/decide.ts';
import { learn } from '../../../functions/replicate-repository/learn.ts';
import type { Failure, ReplicaRecord, Step } from '../../../shared/core/replica-record.ts';
import { noon } from '../../support/builders.ts';
import { aMove, aReplica, observedOf, synced } from './a-replica.ts';

const minute = 60_000;
const hour = 60 * minute;
const buildId = 'runner:1';

describe('a build that takes over', () => {
  it.each([
    [5, true],
    [4, false],
    [0, false],
  ])('9. after %i failed attempts, a run that dies leaves it to a build: %s', (attempts, isBuild) => {
    const record = aReplica({
      ...(attempts > 0 && { failure: aFailure({ attempts }) }),
      turn: aTurn('sync-refs'),
    });

    const { effects } = decide(observedOf(record), noon);

    expect(effects[0]?.kind).toBe(isBuild ? 'start-build' : 'sync-refs');
  });

  it('9. runs that failed without dying are not left to a build, however many', () => {
    const { effects } = decide(observedOf(aReplica({ failure: aFailure({ attempts: 40 }) })), noon);

    expect(effects[0]?.kind).toBe('sync-refs');
  });

  it('9. a build is told the replication, with the same token as long as the same refs are wanted', () => {
    const wanted = waiting({ from: noon, builds: 0 });

    const [first] = decide(observedOf(wanted), noon).effects;
    const [again] = decide(observedOf({ ...wanted, turn: aTurn('start-build') }), noon + minute).effects;
    const [other] = decide(observedOf({ ...wanted, digests: { source: 'd2', replica: 'd1' } }), noon).effects;

    expect(first).toEqual({
      kind: 'start-build',
      replication: 'to-london',
      token: expect.stringMatching(/^to-london-[0-9a-z]+$/),
    });
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('9. the record says that a build has taken over, and it is looked at in ten minutes', () => {
    const started = learn(
      { ...waiting({ from: noon, builds: 0 }), turn: aTurn('start-build', 'run/1') },
      { kind: 'build-started', buildId, at: noon },
    );

    const { reason, lookAgainAt } = decide(observedOf(learn(started, { kind: 'events-put' })), noon);

    expect(started.handedOver).toEqual({ buildId, at: noon, lookedAt: noon });
    expect(reason).toContain('is being brought up to date by the build runner:1');
    expect(lookAgainAt).toBe(noon + 10 * minute);
  });

  it('9. while the build is under way an event only leaves its mark', () => {
    const { effects, record, lookAgainAt } = decide(
      observedOf(underWay(), { change: aMove({ at: noon + minute }) }),
      noon + 2 * minute,
    );

    expect([effects, record?.pendingSince, lookAgainAt]).toEqual([[], noon + minute, noon + 10 * minute]);
  });

  it.each([
    ['due work', undefined],
    ['an event', aMove({ at: noon })],
  ])('9. after ten minutes %s looks at the build', (_, change) => {
    const { effects } = decide(observedOf(underWay(), { ...(change && { change }) }), noon + 10 * minute);

    expect(effects).toEqual([{ kind: 'look-at-build', buildId }]);
  });

  it('9. a build that is still under way is looked at again in ten minutes', () => {
    const seen = learn(inTurn(underWay()), {
      kind: 'build-seen',
      state: 'under-way',
      at: noon + 11 * minute,
    });

    const { effects, lookAgainAt } = decide(
      observedOf(learn(seen, { kind: 'events-put' })),
      noon + 11 * minute,
    );

    expect([effects, lookAgainAt]).toEqual([[], noon + 21 * minute]);
  });

  it('9. when the build is done the function looks at both sides, and nothing is left of the build', () => {
    const seen = learn(inTurn(underWay()), { kind: 'build-seen', state: 'succeeded', at: noon + hour });
    const { effects } = decide(observedOf(seen), noon + hour);
    const looked = learn(seen, synced());

    expect(effects[0]?.kind).toBe('sync-refs');
    expect([looked.handedOver, looked.failure, looked.turn?.step]).toEqual([
      undefined,
      undefined,
      'announce',
    ]);
  });

  it.each([
    [0, 1],
    [1, 2],
    [2, 4],
    [3, 6],
    [30, 6],
  ])('10. a build that failed after %i others is started again in %i h', (builds, hours) => {
    const record = { ...underWay(), failure: aFailure({ attempts: 7, takeOver: { from: noon, builds } }) };

    const seen = learn(inTurn(record), {
      kind: 'build-seen',
      state: 'failed',
      reason: 'The build ended with FAILED.',
      at: noon + hour,
    });
    const next = decide(observedOf(learn(seen, { kind: 'events-put' })), noon + hour);

    expect(seen.failure).toEqual({
      attempts: 8,
      since: noon - hour,
      at: noon + hour,
      reason: 'The build ended with FAILED.',
      takeOver: { from: noon + hour + hours * hour, builds: builds + 1 },
    });
    expect(seen.handedOver).toBeUndefined();
    expect(next.lookAgainAt).toBe(noon + hour + hours * hour);
  });

  it('10. until then neither an event nor due work starts anything', () => {
    const record = waiting({ from: noon + hour, builds: 1 });

    const byEvent = decide(observedOf(record, { change: aMove() }), noon + minute);
    const byDueWork = decide(observedOf(record), noon + minute);

    expect([byEvent.effects, byEvent.lookAgainAt, byEvent.record?.pendingSince]).toEqual([
      [],
      noon + hour,
      noon,
    ]);
    expect([byDueWork.effects, byDueWork.lookAgainAt]).toEqual([[], noon + hour]);
    expect(byEvent.reason).toBe(
      'the replica of ledger in eu-west-2 waits for its next build: Runs keep dying.',
    );
  });

  it('10. a build that could not be started is tried again in an hour, with the reason', () => {
    const record = { ...waiting({ from: noon, builds: 2 }), turn: aTurn('start-build', 'run/1') };

    const { failure, turn } = learn(record, {
      kind: 'failed',
      at: noon,
      reason: 'There is no such project.',
    });

    expect(failure).toMatchObject({
      attempts: 7,
      reason: 'There is no such project.',
      takeOver: { from: noon + hour, builds: 2 },
    });
    expect(turn?.step).toBe('announce');
  });

  it('a build that could not be looked at goes on, and the reason is told', () => {
    const { handedOver, failure } = learn(inTurn(underWay()), {
      kind: 'failed',
      at: noon + hour,
      reason: 'Throttled.',
    });

    expect(handedOver).toEqual({ buildId, at: noon, lookedAt: noon + hour });
    expect(failure).toMatchObject({ attempts: 6, reason: 'Throttled.' });
  });

  it.each(['start-build', 'look-at-build'] as const)('a run that died at %s is no failed attempt', (step) => {
    const { record } = decide(observedOf({ ...waiting({ from: noon, builds: 0 }), turn: aTurn(step) }), noon);

    expect(record?.failure?.attempts).toBe(6);
  });
});

function aFailure(more: Partial<Failure> = {}): Failure {
  return { attempts: 6, since: noon - hour, at: noon - minute, reason: 'Runs keep dying.', ...more };
}

function waiting(takeOver: NonNullable<Failure['takeOver']>): ReplicaRecord {
  return aReplica({ failure: aFailure({ takeOver }), digests: { source: 'd1', replica: 'd0' } });
}

function underWay(): ReplicaRecord {
  return { ...waiting({ from: noon, builds: 0 }), handedOver: { buildId, at: noon, lookedAt: noon } };
}

function aTurn(step: Step, id = 'old/1') {
  return { id, step, syncs: 0 };
}

/** Being looked at by the run that `observedOf` stands for. */
function inTurn(record: ReplicaRecord): ReplicaRecord {
  return { ...record, turn: aTurn('look-at-build', 'run/1') };
}
