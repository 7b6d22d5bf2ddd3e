import type { ClientSettings } from '../aws/client-settings.ts';
import type { Records } from '../core/stored.ts';
import type { SweepRecord } from '../core/sweep-record.ts';
import { tableRecords } from './table.ts';

/** The one record of the sweep. */
export function sweepRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<void, SweepRecord> {
  return tableRecords({ ...place, keyOf: () => ({ pk: 'sweep', sk: 'state' }) }, settings);
}
