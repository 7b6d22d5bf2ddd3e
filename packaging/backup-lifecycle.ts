import type { BackupRules } from '../shared/core/backup-rules.ts';

const DAY_MS = 86_400_000;

/** How long what was replaced or deleted in the bucket can still be brought back. */
const NONCURRENT_DAYS = 30;

/**
 * The lifecycle of the bucket of backups. S3 expires by the age of an object, and the last incremental bundle of a
 * chain needs the first one; so objects live longer than `keep` by as long as a chain grows.
 */
export function backupLifecycle(backups: Readonly<Record<string, BackupRules>>): readonly object[] {
  const everything = {
    Id: 'leftovers',
    Status: 'Enabled',
    // Parts of an upload whose function died before it could take them back.
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    NoncurrentVersionExpiration: { NoncurrentDays: NONCURRENT_DAYS },
    ExpiredObjectDeleteMarker: true,
  };
  const each = Object.entries(backups).map(([name, { repository, everyMs, fullEveryMs, keepMs }]) => ({
    Id: `keep-${name}`,
    Status: 'Enabled',
    Prefix: `${repository}/${name}/`,
    ExpirationInDays: Math.ceil((keepMs + fullEveryMs + everyMs) / DAY_MS) + 1,
  }));
  return [everything, ...each];
}
