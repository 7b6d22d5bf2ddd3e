import type { OwnEvent, OwnEventType } from '../../shared/core/own-event.ts';
import { lagOf, type RefTrouble, type ReplicaRecord } from '../../shared/core/replica-record.ts';
import { type Instant, minute, second } from '../../shared/core/time.ts';
import type { Observed } from './observe.ts';

/** A replica that is behind for longer is told of; one that retries for a moment is not. */
export const lagToldAfterMs = 5 * minute;

/** At most so many refs are told one by one; all of them are in the record. */
const mostRefs = 20;

/**
 * The events that tell what is new about a replica since the record was found: each refusal and each foreign write
 * once, a lag when it has lasted five minutes and when it is over, every verification, large files when they appear.
 */
export function tell(
  { before, place }: Observed,
  record: ReplicaRecord,
  now: Instant,
): { readonly events: readonly OwnEvent[]; readonly lagTold: boolean } {
  const { partition, account } = place;
  const { repository, region, name, from } = record;
  const arn = (inRegion: string) => `arn:${partition}:codecommit:${inRegion}:${account}:${repository}`;
  const event = (detailType: OwnEventType, detail: Record<string, unknown>): OwnEvent => ({
    detailType,
    resources: [arn(from), arn(region)],
    detail: { version: 1, replication: name, repository, from, to: region, ...detail },
  });
  const lag = lagOf(record, now);
  const lagTold = lag >= lagToldAfterMs || (record.lagTold === true && lag > 0);
  const events = [
    ...record.untold,
    ...tellLag(record, { lag, lagTold }).map((detail) => event('Replication Lag', detail)),
    ...newTroubles(before, record).map(([ref, trouble]) => event(...tellTrouble(ref, trouble))),
    ...(record.replaced ?? [])
      .slice(0, mostRefs)
      .map(({ ref, found, treatment }) => event('Replica Diverged', { ref, found, treatment })),
    ...tellVerified(before, record).map((detail) => event('Replica Verified', detail)),
    ...tellLargeFiles(before, record).map((detail) => event('Large Files Not Replicated', detail)),
  ];
  return { events, lagTold };
}

function tellLag(
  record: ReplicaRecord,
  { lag, lagTold }: { lag: number; lagTold: boolean },
): Record<string, unknown>[] {
  if (lagTold === (record.lagTold ?? false)) return [];
  if (!lagTold) return [{ state: 'caught-up', lagSeconds: 0 }];
  const reason = record.failure?.reason;
  return [{ state: 'behind', lagSeconds: Math.round(lag / second), ...(reason !== undefined && { reason }) }];
}

function newTroubles(before: ReplicaRecord | undefined, record: ReplicaRecord): [string, RefTrouble][] {
  return Object.entries(record.troubles)
    .filter(([ref, { kind, wanted, found }]) => {
      const known = before?.troubles[ref];
      return known?.kind !== kind || known.wanted !== wanted || known.found !== found;
    })
    .slice(0, mostRefs);
}

function tellTrouble(ref: string, trouble: RefTrouble): [OwnEventType, Record<string, unknown>] {
  const { kind, wanted, found, reason } = trouble;
  const values = { ...(wanted !== undefined && { wanted }), ...(found !== undefined && { found }) };
  if (kind === 'diverged') return ['Replica Diverged', { ref, ...values, treatment: 'kept', reason }];
  return ['Ref Refused', { ref, ...values, by: kind === 'refused' ? 'replica' : 'policy', reason }];
}

function tellVerified(before: ReplicaRecord | undefined, record: ReplicaRecord): Record<string, unknown>[] {
  if (record.verifiedAt === undefined || record.verifiedAt === before?.verifiedAt) return [];
  const { source, replica } = record.digests ?? {};
  return [{ sourceDigest: source, replicaDigest: replica, isEqual: source === replica }];
}

function tellLargeFiles(before: ReplicaRecord | undefined, record: ReplicaRecord): Record<string, unknown>[] {
  const none = { pointers: 0, bytes: 0, patterns: [] };
  const { pointers, bytes, patterns } = record.largeFiles ?? none;
  const was = before?.largeFiles ?? none;
  const isNew = pointers > was.pointers || patterns.join('\n') !== was.patterns.join('\n');
  if (!isNew || (pointers === 0 && patterns.length === 0)) return [];
  return [{ pointers, bytes, patterns: patterns.slice(0, mostRefs) }];
}
