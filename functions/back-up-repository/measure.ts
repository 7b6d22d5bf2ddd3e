import type { BackupRecord } from '../../shared/core/backup-record.ts';
import type { Measurement } from '../../shared/core/measurement.ts';
import { type Instant, second } from '../../shared/core/time.ts';
import { isDamaged } from './timing.ts';

/** So many tries in a row may fail before it is more than bad luck. */
const lastingAfterTries = 3;

/** The metrics of a backup after a run. */
export function measure(record: BackupRecord, now: Instant): Measurement {
  const { backup, checkedAt, newest, problem, verified } = record;
  const troubles =
    Number((problem?.tries ?? 0) >= lastingAfterTries) +
    Number(isDamaged(record)) +
    Number(newest?.leftOut !== undefined);
  const age = (at: Instant) => ({ value: Math.round((now - at) / second), unit: 'Seconds' as const });
  return {
    dimensions: { backup },
    values: {
      BackupTroubles: { value: troubles, unit: 'Count' },
      BackupBytes: { value: newest?.takenAt === now ? newest.bytes : 0, unit: 'Bytes' },
      ...(checkedAt !== undefined && { BackupAgeSeconds: age(checkedAt) }),
      ...(verified !== undefined && { LastVerifiedAgeSeconds: age(verified.at) }),
    },
  };
}
