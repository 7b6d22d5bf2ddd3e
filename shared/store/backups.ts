import type { ClientSettings } from '../aws/client-settings.ts';
import type { BackupRecord } from '../core/backup-record.ts';
import type { Records } from '../core/stored.ts';
import { partitionKey } from './kinds.ts';
import { tableRecords } from './table.ts';

/** Backups, by the name they have in the configuration. */
export function backupRecords(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Records<{ readonly backup: string }, BackupRecord> {
  return tableRecords(
    { ...place, keyOf: ({ backup }) => ({ pk: backupKey(backup), sk: 'state' }) },
    settings,
  );
}

/** The record's partition key; the sweep reads the name back from it. */
export function backupKey(backup: string): string {
  return partitionKey('backup', backup);
}
