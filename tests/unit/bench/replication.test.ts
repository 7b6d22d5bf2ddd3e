import { describe, expect, it } from 'vitest';
import type { Measurements } from '../../../bench/replication/measure.ts';
import type { Cost } from '../../../bench/replication/ways.ts';
import { replicationRows } from '../../../bench/replication.ts';

const mebibyte = 1024 * 1024;

function aCost(parts: Partial<Cost> = {}): Cost {
  return {
    seconds: 1,
    peakBytes: 50 * mebibyte,
    requests: 2,
    toReplica: 1_000,
    wire: 2_000,
    diskBytes: 0,
    writtenBytes: 0,
    ...parts,
  };
}

/** Everything within its budget: ten times as fast, a tenth more bytes, 128 MiB, as fast a seed. */
function atTheLimit(changed: { event?: Partial<Cost>; full?: Partial<Cost>; seed?: Partial<Cost> } = {}) {
  const measurements: Measurements = {
    commit: {
      event: aCost({ toReplica: 1_100, peakBytes: 128 * mebibyte, ...changed.event }),
      full: aCost({ requests: 4, ...changed.full }),
      cached: aCost(),
      clone: aCost({ seconds: 10 }),
      push: aCost({ toReplica: 1_000 }),
    },
    seed: { pipe: aCost(changed.seed), clone: aCost() },
  };
  return replicationRows(measurements);
}

describe('the rows of the replication benchmark', () => {
  it('hold at every limit', () => {
    const judged = atTheLimit().filter(({ holds }) => holds !== undefined);

    expect(judged).toHaveLength(9);
    expect(judged.filter(({ holds }) => !holds)).toEqual([]);
  });

  it.each([
    ['one commit, event path: time', { event: { seconds: 1.1 } }],
    ['one commit, event path: requests', { event: { requests: 3 } }],
    ['one commit, event path: bytes to the replica', { event: { toReplica: 1_101 } }],
    ['one commit, event path: peak memory', { event: { peakBytes: 128 * mebibyte + 1 } }],
    ['one commit, event path: disk', { event: { diskBytes: 1 } }],
    ['one commit, event path: disk', { event: { writtenBytes: 4_096 } }],
    ['one commit, both sides listed first: requests', { full: { requests: 5 } }],
    ['seed: time', { seed: { seconds: 1.01 } }],
    ['seed: peak memory', { seed: { peakBytes: 129 * mebibyte } }],
    ['seed: disk', { seed: { diskBytes: 1 } }],
  ])('call a miss of "%s" a miss', (what, changed) => {
    const missed = atTheLimit(changed).filter(({ holds }) => holds === false);

    expect(missed.map((row) => row.what)).toEqual([what]);
  });

  it('say so where memory is not known, and judge nothing', () => {
    const rows = atTheLimit({ event: { peakBytes: undefined } });

    expect(rows.find(({ what }) => what === 'one commit, event path: peak memory')).toMatchObject({
      ours: 'not known on this system',
    });
    expect(rows.filter(({ holds }) => holds !== undefined)).toHaveLength(8);
  });
});
