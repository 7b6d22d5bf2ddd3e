import { isDeepStrictEqual } from 'node:util';
import { isControllerError } from '../../shared/core/error.ts';
import type { Records, Stored } from '../../shared/core/stored.ts';
import type { SweepRecord } from '../../shared/core/sweep-record.ts';

/**
 * Writes what the next run has to know; nothing in a minute that changed nothing. When another run was faster, its own
 * record holds: what both have looked at is at worst looked at twice.
 */
export async function keepRecord(
  records: Pick<Records<void, SweepRecord>, 'save'>,
  stored: Stored<SweepRecord> | undefined,
  record: SweepRecord,
): Promise<void> {
  if (stored !== undefined && isDeepStrictEqual(stored.record, record)) return;
  const version = stored?.version ?? 0;
  try {
    await records.save(undefined, { record, version: version + 1 }, version);
  } catch (error) {
    if (!isControllerError(error, 'version-conflict')) throw error;
  }
}
