import type { OwnEvent, OwnEventType } from '../../shared/core/own-event.ts';
import {
  type LargeFiles,
  lagOf,
  type RefTrouble,
  type ReplicaRecord,
} from '../../shared/core/replica-record.ts';
import { type Instant, minute, second } from '../../shared/core/time.ts';
import type { Observed } from './observe.ts';

/** A replica that is behind for longer is told of; one that retries for a moment is not. */
export const lagToldAfterMs = 5 * minute;

/** At most so many refs are told one by one. */
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
    ...withMore(newTroubles(before, record)).map((trouble) => event(...tellTrouble(trouble))),
    ...withMore(record.replaced ?? [], record.replacedMore).map(({ ref, found, treatment, more }) =>
      event('Replica Diverged', { ref, found, treatment, ...(more > 0 && { more }) }),
    ),
    ...tellVerified(before, record).map((detail) => event('Replica Verified', detail)),
    ...tellLargeFiles(before, record).map((detail) => event('Large Files Not Replicated', detail)),
  ];
  return { events, lagTold };
}

/** The first of them; how many more there are stands at the last one. */
function withMore<One extends object>(all: readonly One[], others = 0): (One & { readonly more: number })[] {
  const told = all.slice(0, mostRefs);
  const more = all.length - told.length + others;
  return told.map((one, index) => ({ ...one, more: index === told.length - 1 ? more : 0 }));
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

type NamedTrouble = RefTrouble & { readonly ref: string };

function newTroubles(before: ReplicaRecord | undefined, record: ReplicaRecord): NamedTrouble[] {
  return Object.entries(record.troubles).flatMap(([ref, trouble]) => {
    const { kind, wanted, found } = trouble;
    const known = before?.troubles[ref];
    const isKnown = known?.kind === kind && known.wanted === wanted && known.found === found;
    return isKnown ? [] : [{ ...trouble, ref }];
  });
}

function tellTrouble({
  ref,
  more,
  ...trouble
}: NamedTrouble & { readonly more: number }): [OwnEventType, Record<string, unknown>] {
  const { kind, wanted, found, reason } = trouble;
  const values = {
    ...(wanted !== undefined && { wanted }),
    ...(found !== undefined && { found }),
    ...(more > 0 && { more }),
  };
  if (kind === 'diverged') return ['Replica Diverged', { ref, ...values, treatment: 'kept', reason }];
  return ['Ref Refused', { ref, ...values, by: kind === 'refused' ? 'replica' : 'policy', reason }];
}

function tellVerified(before: ReplicaRecord | undefined, record: ReplicaRecord): Record<string, unknown>[] {
  if (record.verifiedAt === undefined || record.verifiedAt === before?.verifiedAt) return [];
  const { source, replica } = record.digests ?? {};
  return [{ sourceDigest: source, replicaDigest: replica, isEqual: source === replica }];
}

function tellLargeFiles(before: ReplicaRecord | undefined, record: ReplicaRecord): Record<string, unknown>[] {
  const none: LargeFiles = { pointers: 0, bytes: 0, patterns: [] };
  const { pointers, bytes, patterns, cut } = record.largeFiles ?? none;
  const was = before?.largeFiles ?? none;
  const isNew = pointers > was.pointers || patterns.join('\n') !== was.patterns.join('\n');
  if (!isNew || (pointers === 0 && patterns.length === 0)) return [];
  return [{ pointers, bytes, patterns, ...(cut !== undefined && { cut }) }];
}
