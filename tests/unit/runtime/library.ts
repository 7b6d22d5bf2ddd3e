import type { Decision } from '../../../shared/core/decision.ts';
import type { Stored } from '../../../shared/core/stored.ts';
import { type Flow, reconcile } from '../../../shared/runtime/reconcile.ts';
import { memoryRecords } from './memory-records.ts';

/** A shelf that should hold a number of books; the record counts those that were put there. */
export interface Shelf {
  readonly books: number;
}
interface Seen {
  readonly record?: Shelf;
  readonly wanted: number | undefined;
}
interface Put {
  readonly kind: 'put';
  readonly token: string;
}

export const noon = Date.UTC(2026, 2, 2, 12);
export const second = 1_000;
export const hour = 3_600 * second;

function decide({ record = { books: 0 }, wanted }: Seen, now: number): Decision<Shelf, Put> {
  if (wanted === undefined) return { effects: [], reason: 'it is not ours' };
  const missing = Math.max(0, wanted - record.books);
  return {
    record,
    effects: missing === 0 ? [] : [{ kind: 'put', token: `book-${record.books + 1}` }],
    reason: `${missing} missing`,
    ...(missing === 0 && { lookAgainAt: now + hour }),
  };
}

/** A library with one shelf: what really stands on it, and how it is brought up to date. */
export function library(parts: { wanted?: number; first?: Stored<Shelf>; onPut?: () => Promise<void> } = {}) {
  const records = memoryRecords<Shelf>(parts.first);
  const state: { wanted: number | undefined; now: number; runs: number; recovering: boolean[] } = {
    wanted: parts.wanted,
    now: noon,
    runs: 0,
    recovering: [],
  };
  const shelf = new Set<string>();
  const flow: Flow<string, Shelf, Seen, Put, string> = {
    clock: { now: () => state.now },
    records,
    newRunId: () => `run-${(state.runs += 1)}`,
    observe(_key, { record, recovering }) {
      state.recovering.push(recovering);
      // After a run that died what it did is found again in the world.
      const found = recovering && record ? { books: shelf.size } : record;
      return Promise.resolve({ wanted: state.wanted, ...(found && { record: found }) });
    },
    decide,
    async apply({ token }) {
      shelf.add(token);
      await parts.onPut?.();
      return token;
    },
    learn: (record) => ({ books: record.books + 1 }),
  };
  return { flow, records, shelf, state, run: () => reconcile(flow, 'shelf') };
}
