import type { BackupRecord } from '../../shared/core/backup-record.ts';
import { day, hour, type Instant, minute } from '../../shared/core/time.ts';

/** A new point is verified after a day at the latest, and a chain that does not change once a week all the same. */
const verifyNewAfterMs = day;
const verifyAgainAfterMs = 7 * day;
const verifyLaterMs = hour;

const firstRetryMs = 15 * minute;
const lastRetryMs = 6 * hour;

/** When the repository is to be compared with its newest point; at once for one that never was. */
export function nextBackupAt(record: BackupRecord | undefined, everyMs: number): Instant {
  if (record?.problem) {
    const pause = Math.min(firstRetryMs * 2 ** (record.problem.tries - 1), lastRetryMs);
    return record.problem.at + pause;
  }
  if (record?.checkedAt === undefined || isDamaged(record)) return 0;
  return record.checkedAt + everyMs;
}

/** When the newest point is to be restored on trial; nothing when there is none. */
export function nextVerificationAt(record: BackupRecord): Instant | undefined {
  const { newest, verified, unverified } = record;
  // A chain that is known to be damaged is given up; the next one will be verified.
  if (newest === undefined || isDamaged(record)) return undefined;
  const isNew = verified?.chain !== newest.chain || verified.sequence !== newest.sequence;
  const due = verified === undefined ? 0 : verified.at + (isNew ? verifyNewAfterMs : verifyAgainAfterMs);
  return unverified === undefined ? due : Math.max(due, unverified.at + verifyLaterMs);
}

/** True when the newest chain was found damaged, so that nothing more may build on it. */
export function isDamaged({ newest, verified }: BackupRecord): boolean {
  return verified?.problem !== undefined && verified.chain === newest?.chain;
}
