import type { ReplicaRecord } from '../../shared/core/replica-record.ts';
import type { SyncOrder } from '../../shared/core/replication.ts';
import { day, type Instant } from '../../shared/core/time.ts';

/** What a look at both sides is told: what is remembered of the replica, and how much one push may hold. */
export function orderOf(record: ReplicaRecord, now: Instant): SyncOrder {
  const refused = Object.entries(record.troubles).filter(
    ([, { kind, triedAt }]) => kind === 'refused' && now - triedAt < day,
  );
  // Before the first look everything on the replica counts as somebody else's, so that nothing there is lost.
  const memory = record.listedAt === undefined ? {} : record.refs;
  const size = refsPerPush(record);
  const knownAt = record.largeFiles?.readAt;
  return {
    missingSince: record.missingSince,
    quarantined: Object.fromEntries(refused.map(([ref, { wanted }]) => [ref, wanted ?? null])),
    ...(memory && { lastReplicated: memory }),
    ...(size !== undefined && { refsPerPush: size }),
    attributes: { ...(knownAt !== undefined && { knownAt }) },
  };
}

/** A seed goes in steps, so that one that is cut off goes on where it was; what fails again and again in smaller ones. */
export function refsPerPush({ listedAt, failure }: ReplicaRecord): number | undefined {
  const attempts = failure?.attempts ?? 0;
  if (attempts >= 5) return 1;
  if (attempts >= 3) return 5;
  return listedAt === undefined || attempts > 0 ? 25 : undefined;
}
