import { describe, expect, it } from 'vitest';
import { learn } from '../../../functions/replicate-repository/learn.ts';
import { summary } from '../../../functions/replicate-repository/summary.ts';
import { tell } from '../../../functions/replicate-repository/tell.ts';
import type { RefTrouble, ReplicaRecord } from '../../../shared/core/replica-record.ts';
import { noon } from '../../support/builders.ts';
import { aReplica, observedOf, one } from './a-replica.ts';

const told = (record: ReplicaRecord, before?: ReplicaRecord) =>
  tell(observedOf(before), record, noon).events.map(({ detail }) => detail);

const names = Array.from({ length: 25 }, (_, index) => `refs/tags/v${index}`);
const refused: RefTrouble = { kind: 'refused', wanted: one, reason: 'No.', since: noon, triedAt: noon };

describe('what is told of many refs at once', () => {
  it('is the first twenty, and at the last of them how many others were refused', () => {
    const record = aReplica({ troubles: Object.fromEntries(names.map((name) => [name, refused])) });

    const events = told(record, aReplica({ verifiedAt: noon - 600_000 }));

    expect(events.map(({ ref }) => ref)).toEqual(names.slice(0, 20));
    expect(events.slice(0, 19).every((detail) => !('more' in detail))).toBe(true);
    expect(events.at(-1)).toMatchObject({ ref: 'refs/tags/v19', more: 5 });
  });

  it('counts foreign writes that the record had no room for', () => {
    const replaced = names.slice(0, 2).map((ref) => ({ ref, found: one, treatment: 'overwritten' as const }));

    const events = told(aReplica({ replaced, replacedMore: 98 }), aReplica());

    expect(events.map(({ ref, more }) => [ref, more])).toEqual([
      ['refs/tags/v0', undefined],
      ['refs/tags/v1', 98],
    ]);
    expect(learn(aReplica({ replaced, replacedMore: 98, untoldLost: 3 }), { kind: 'events-put' })).toEqual(
      aReplica(),
    );
  });

  it('is in the log too when there was no room for it, and when .gitattributes was too long', () => {
    const record = aReplica({
      untoldReason: 'EventBridge is busy.',
      untoldLost: 7,
      largeFiles: { pointers: 1, bytes: 2, patterns: ['*.psd'], cut: 'Of 90 patterns, 50 are listed.' },
    });

    expect(summary(record, noon)).toBe(
      'the replica of ledger in eu-west-2 is up to date; Of 90 patterns, 50 are listed; what is new could not be told, and 7 older events given up: EventBridge is busy.',
    );
  });
});
