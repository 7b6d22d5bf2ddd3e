import type { RefTrouble, ReplicaRecord } from '../../shared/core/replica-record.ts';
import type { RefKept, RefMap, RefOutcome, SyncOutcome } from '../../shared/core/replication.ts';
import type { Instant } from '../../shared/core/time.ts';

/** More refs in trouble than these are counted by nobody: something else is wrong, and it is told. */
const mostTroubles = 100;

/** The record after a look at both sides. */
export function foldOutcome(
  record: ReplicaRecord,
  outcome: SyncOutcome & { readonly at: Instant },
): ReplicaRecord {
  const { pendingSince, failure: _mended, ...rest } = record;
  const behind = outcome.results.filter(({ status }) => status === 'left' || status === 'raced').length;
  const troubles = troublesOf(record, outcome);
  const isVerified = behind === 0 && Object.keys(troubles).length === 0;
  const missingSince = outcome.vanished
    .filter((ref) => outcome.replica[ref] !== undefined)
    .map((ref) => [ref, record.missingSince[ref] ?? outcome.listedAt] as const);
  return {
    ...rest,
    ...(behind > 0 && pendingSince !== undefined && { pendingSince }),
    refs: refsOf(record.refs ?? {}, outcome),
    missingSince: Object.fromEntries(missingSince),
    listedAt: outcome.listedAt,
    ...(isVerified && { verifiedAt: outcome.at }),
    digests: outcome.digests,
    defaultBranches: outcome.defaultBranches,
    behind,
    troubles,
    ...attributesOf(record, outcome),
    ...replacedOf(record, outcome),
  };
}

/**
 * What was last replicated: the refs that are equal on both sides, and of the others what was known before. A ref
 * that somebody else wrote keeps the value that we wrote, so that it is still found to be foreign.
 */
function refsOf(known: RefMap, { source, replica, results }: SyncOutcome): RefMap {
  const written = new Map(
    results
      .filter(({ status, kind }) => status === 'done' && kind !== 'backup')
      .map((result) => [result.ref, result]),
  );
  const refs: Record<string, string> = {};
  for (const [ref, oid] of Object.entries(replica)) {
    const ours = oid === source[ref] ? oid : (written.get(ref)?.new ?? known[ref]);
    if (ours !== undefined) refs[ref] = ours;
  }
  return refs;
}

function troublesOf(
  { troubles: known }: ReplicaRecord,
  outcome: SyncOutcome & { readonly at: Instant },
): Record<string, RefTrouble> {
  const found = new Map(outcome.foreign.map((foreign) => [foreign.ref, foreign.found]));
  const refused = outcome.results.flatMap((result) =>
    result.status === 'refused' ? [refusalOf(result)] : [],
  );
  const kept = outcome.kept.flatMap((one) => keptTrouble(one, { known, found: found.get(one.ref) }));
  const entries = [...refused, ...kept].slice(0, mostTroubles).map(([ref, trouble]) => {
    const wanted = outcome.source[ref];
    const was = known[ref];
    const isSame = was?.kind === trouble.kind && was.wanted === wanted && was.found === trouble.found;
    const triedAt = 'triedAt' in trouble ? trouble.triedAt : outcome.at;
    const since = isSame ? was.since : outcome.at;
    return [ref, { ...trouble, ...(wanted !== undefined && { wanted }), since, triedAt }] as const;
  });
  return Object.fromEntries(entries);
}

type NewTrouble = Pick<RefTrouble, 'kind' | 'reason' | 'found'> & { readonly triedAt?: Instant };

function refusalOf({ ref, reason }: RefOutcome): readonly [string, NewTrouble] {
  return [ref, { kind: 'refused', reason: reason ?? `${ref} was refused without a reason.` }];
}

function keptTrouble(
  { ref, rule, reason, alarm }: RefKept,
  { known, found }: { known: ReplicaRecord['troubles']; found: string | undefined },
): (readonly [string, NewTrouble])[] {
  const was = known[ref];
  // Not tried this time: it stays as it was, with the moment it was last tried.
  if (rule === 'quarantined' && was !== undefined)
    return [[ref, { kind: 'refused', reason: was.reason, triedAt: was.triedAt }]];
  if (!alarm) return [];
  const kind = rule === 'foreign-write' ? 'diverged' : 'kept';
  return [[ref, { kind, reason, ...(found !== undefined && { found }) }]];
}

function attributesOf(record: ReplicaRecord, { attributes }: SyncOutcome): Pick<ReplicaRecord, 'largeFiles'> {
  if (attributes === undefined) return {};
  const { problem: _over, ...known } = record.largeFiles ?? { pointers: 0, bytes: 0, patterns: [] };
  if ('problem' in attributes) return { largeFiles: { ...known, problem: attributes.problem } };
  const { cut: _before, ...rest } = known;
  const { commit: readAt, ...patterns } = attributes;
  return { largeFiles: { ...rest, ...patterns, readAt } };
}

/** What somebody else wrote and is gone from where it was; `contained` and `kept` lose nothing. */
function replacedOf(
  { replaced = [] }: ReplicaRecord,
  { foreign }: SyncOutcome,
): Pick<ReplicaRecord, 'replaced'> {
  const now = foreign.filter(({ treatment }) => treatment === 'backed-up' || treatment === 'overwritten');
  return now.length === 0 ? {} : { replaced: [...replaced, ...now] };
}
