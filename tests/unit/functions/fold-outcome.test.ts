import { describe, expect, it } from 'vitest';
import { foldOutcome } from '../../../functions/replicate-repository/fold-outcome.ts';
import { aReplica, main, one, synced, three, two } from './a-replica.ts';

const overwritten = { ref: main, found: three, treatment: 'overwritten' } as const;
const saved = { ref: 'refs/heads/topic', found: two, treatment: 'backed-up' } as const;

describe('what is known of a replica after another look', () => {
  it('still has the foreign writes that were replaced before and not told yet', () => {
    const before = aReplica({ replaced: [overwritten] });

    expect(foldOutcome(before, synced({ foreign: [saved] })).replaced).toEqual([overwritten, saved]);
    expect(foldOutcome(before, synced()).replaced).toEqual([overwritten]);
  });

  it('has none of those that lose nothing', () => {
    const kept = { ref: main, found: three, treatment: 'kept' } as const;

    expect(foldOutcome(aReplica(), synced({ foreign: [kept] })).replaced).toBeUndefined();
  });

  it.each(['left', 'raced'] as const)('counts a ref that was %s as behind, and is not verified', (status) => {
    const { verifiedAt: _never, ...before } = aReplica({ pendingSince: 5 });
    const results = [
      { ref: main, new: one, kind: 'update', status: 'done' },
      { ref: 'refs/tags/v1', new: two, kind: 'update', status },
    ] as const;

    const after = foldOutcome(before, synced({ results }));

    expect([after.behind, after.pendingSince, after.verifiedAt]).toEqual([1, 5, undefined]);
  });
});
