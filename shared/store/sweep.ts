import type { ClientSettings } from '../aws/client-settings.ts';
import type { Records } from '../core/stored.ts';
import type { SweepRecord } from '../core/sweep-record.ts';
import { type Bounds, cutList } from './fit-record.ts';
import { partitionKey } from './kinds.ts';
import { tableRecords } from './table.ts';

/** The one record of the sweep. */
export function sweepRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<void, SweepRecord> {
  return tableRecords(
    { ...place, keyOf: () => ({ pk: partitionKey('sweep'), sk: 'state' }), bounds: sweepBounds },
    settings,
  );
}

/** Names come from the configuration; what is postponed no more has its turn within the hour. */
export const sweepBounds: Bounds<SweepRecord> = {
  bytes: 48_000,
  cut: (record) => ({ ...record, postponed: cutList(record.postponed, { most: 100, bytes: 32_000 }) }),
  giveUp: [],
};
