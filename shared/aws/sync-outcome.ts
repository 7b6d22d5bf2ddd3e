import type { ForeignRef, RefMap, RefOutcome, SyncOutcome } from '../core/replication.ts';
import { refsInScope, settingsOf } from '../git/plan/replication-policy.ts';
import type { Refs, ReplicationPolicy, SyncReport, UpdateResult } from '../git/types.ts';
import { largeFilesIn } from './large-files.ts';

type Reported = Omit<SyncOutcome, 'listedAt' | 'defaultBranches' | 'traffic' | 'attributes'>;

/** The engine's report as plain values, limited to the refs that the replication owns. */
export function outcomeOf(report: SyncReport, policy: ReplicationPolicy): Reported {
  return {
    source: plain(refsInScope(policy, report.source.refs)),
    replica: plain(refsInScope(policy, report.replicaRefs)),
    results: report.results.flatMap(refOutcome),
    kept: report.kept,
    foreign: foreignRefs(report, policy),
    vanished: report.vanished,
    digests: report.digests,
    largeFiles: largeFilesIn(report.lfs),
  };
}

function plain(refs: Refs): RefMap {
  return Object.fromEntries(refs);
}

/** Nothing is only planned here: that is for dry runs. */
function refOutcome({ ref, new: to, kind, status, reason }: UpdateResult): RefOutcome[] {
  if (status === 'planned') return [];
  return [
    { ref, kind, status, ...(to !== undefined && { new: to }), ...(reason !== undefined && { reason }) },
  ];
}

function foreignRefs({ foreign, kept, results }: SyncReport, policy: ReplicationPolicy): ForeignRef[] {
  const keptRefs = new Set(kept.map(({ ref }) => ref));
  const done = new Set(results.filter(({ status }) => status === 'done').map(({ ref }) => ref));
  const saved = new Set(results.flatMap(({ kind, new: to }) => (kind === 'backup' ? [to] : [])));
  return foreign.map(({ ref, found }): ForeignRef => {
    if (keptRefs.has(ref) || !done.has(ref)) return { ref, found, treatment: 'kept' };
    if (saved.has(found)) return { ref, found, treatment: 'backed-up' };
    const isOverwritten = settingsOf(policy, ref).divergence === 'overwrite';
    return { ref, found, treatment: isOverwritten ? 'overwritten' : 'contained' };
  });
}
