import type { ClientSettings } from '../aws/client-settings.ts';
import type { Records } from '../core/stored.ts';
import type { SweepRecord } from '../core/sweep-record.ts';
import { partitionKey } from './kinds.ts';
import { tableRecords } from './table.ts';

/** The one record of the sweep. */
export function sweepRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<void, SweepRecord> {
  return tableRecords({ ...place, keyOf: () => ({ pk: partitionKey('sweep'), sk: 'state' }) }, settings);
}
