import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OwnEvent, OwnEventType } from '../../../shared/core/own-event.ts';
import { newReplica } from '../../../shared/core/replica-record.ts';
import { bytesOf, fitRecord } from '../../../shared/store/fit-record.ts';
import { type ReplicaState, replicaBounds } from '../../../shared/store/replica-bounds.ts';
import { noon } from '../../support/builders.ts';
import { hostileText, hostileTexts } from './hostile-text.ts';

const fit = (record: ReplicaState) => fitRecord(record, replicaBounds);

function aState(more: Partial<ReplicaState> = {}): ReplicaState {
  const { missingSince: _refs, ...state } = newReplica({
    name: 'to-london',
    repository: 'ledger',
    region: 'eu-west-2',
    from: 'us-east-1',
  });
  return { ...state, listedAt: noon, behind: 3, defaultBranches: { source: 'refs/heads/main' }, ...more };
}

function anEvent(detailType: OwnEventType, detail: object = {}): OwnEvent {
  return { detailType, resources: ['arn:1', 'arn:2'], detail: { version: 1, ...detail } };
}

const oid = '1'.repeat(40);
const refused = (reason: string) =>
  ({ kind: 'refused', wanted: oid, reason, since: noon, triedAt: noon }) as const;

const refName = fc
  .tuple(fc.integer({ min: 1, max: 1_100 }), fc.nat())
  .map(([length, id]) => `refs/tags/${id}${'é'.repeat(length / 2)}`);

const hostile: fc.Arbitrary<ReplicaState> = fc
  .record({
    troubles: fc.array(fc.tuple(refName, hostileText()), { maxLength: 300 }),
    replaced: fc.array(refName, { maxLength: 60 }),
    untold: fc.array(
      fc.record({
        type: fc.constantFrom(
          'Replica Diverged' as const,
          'Ref Refused' as const,
          'Replica Verified' as const,
        ),
        reason: hostileText(),
      }),
      { maxLength: 60 },
    ),
    patterns: hostileTexts(80),
    sentences: fc.tuple(hostileText(), hostileText(), hostileText(), hostileText()),
  })
  .map(({ troubles, replaced, untold, patterns, sentences: [failure, untoldReason, problem, cut] }) =>
    aState({
      troubles: Object.fromEntries(troubles.map(([ref, reason]) => [ref, refused(reason)])),
      replaced: replaced.map((ref) => ({ ref, found: oid, treatment: 'overwritten' as const })),
      untold: untold.map(({ type, reason }) => anEvent(type, { reason })),
      untoldReason,
      failure: { attempts: 3, since: noon, at: noon, reason: failure },
      largeFiles: { pointers: 1, bytes: 2, patterns, problem, cut, readAt: oid },
      handedOver: { buildId: 'runner:1', at: noon, lookedAt: noon },
      turn: { id: 'run/1', step: 'announce', syncs: 1 },
    }),
  );

describe('the record of a replica', () => {
  it('is never larger than 44 KB besides its refs, and loses nothing that decides', () => {
    fc.assert(
      fc.property(hostile, (record) => {
        const kept = fit(record);

        expect(bytesOf(kept)).toBeLessThanOrEqual(44_000);
        const { turn, handedOver, behind, listedAt, defaultBranches } = record;
        expect(kept).toMatchObject({ turn, handedOver, behind, listedAt, defaultBranches });
        expect(kept.failure).toMatchObject({ attempts: 3, since: noon, at: noon });
        expect(kept.largeFiles).toMatchObject({ pointers: 1, bytes: 2, readAt: oid });
        expect(fit(kept)).toEqual(kept);
      }),
      { numRuns: 50 },
    );
  });

  it('counts what it does not tell any more', () => {
    fc.assert(
      fc.property(hostile, (record) => {
        const { replaced = [], replacedMore = 0, untold, untoldLost = 0 } = fit(record);

        expect(replaced.length + replacedMore).toBe(record.replaced?.length);
        expect(untold.length + untoldLost).toBe(record.untold.length);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps a hundred refs in trouble as they usually are, and the first when there are more', () => {
    const names = Array.from({ length: 101 }, (_, index) => `refs/tags/v${index}`);
    const reason = 'pre-receive hook declined';
    const record = aState({ troubles: Object.fromEntries(names.map((name) => [name, refused(reason)])) });

    expect(Object.keys(fit(record).troubles)).toEqual(names.slice(0, 100));
  });

  it('gives up events that a newer one overtakes before those that tell of a foreign write', () => {
    const verified = Array.from({ length: 15 }, (_, id) => anEvent('Replica Verified', { id }));
    const diverged = Array.from({ length: 8 }, (_, id) => anEvent('Replica Diverged', { id }));

    const { untold, untoldLost } = fit(aState({ untold: [...diverged, ...verified] }));

    expect(untold).toEqual([...diverged, ...verified.slice(3)]);
    expect(untoldLost).toBe(3);
  });
});
