import type { Measurement } from '../../shared/core/measurement.ts';
import { lagOf, type ReplicaRecord, troubled } from '../../shared/core/replica-record.ts';
import { type Instant, second } from '../../shared/core/time.ts';

/** The metrics of a replica after a run; `before` is the record as the run found it. */
export function measure(
  record: ReplicaRecord,
  { before, now }: { readonly before: ReplicaRecord | undefined; readonly now: Instant },
): Measurement {
  const [refused, kept, diverged] = (['refused', 'kept', 'diverged'] as const).map(
    (kind) => troubled(record, kind).length,
  ) as [number, number, number];
  const bytes = record.traffic.bytesSent - (before?.traffic.bytesSent ?? 0);
  const { verifiedAt } = record;
  return {
    dimensions: { replication: record.name },
    values: {
      ReplicationLagSeconds: { value: Math.round(lagOf(record, now) / second), unit: 'Seconds' },
      RefsBehind: { value: record.behind + refused + kept + diverged, unit: 'Count' },
      BytesReplicated: { value: bytes, unit: 'Bytes' },
      RefsRefused: { value: refused + kept, unit: 'Count' },
      RefsDiverged: { value: diverged, unit: 'Count' },
      ...(verifiedAt !== undefined && {
        LastVerifiedAgeSeconds: { value: Math.round((now - verifiedAt) / second), unit: 'Seconds' },
      }),
    },
  };
}
