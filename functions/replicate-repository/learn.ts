import type { ReplicaRecord, Step, Turn } from '../../shared/core/replica-record.ts';
import type { LargeFilesSeen, ReplicationResult, Traffic } from '../../shared/core/replication.ts';
import { foldOutcome } from './fold-outcome.ts';
import { withBuildSeen, withBuildTrouble } from './take-over.ts';

type ResultOf<Kind extends ReplicationResult['kind']> = Extract<ReplicationResult, { kind: Kind }>;

/** The record once an effect's result is known, and what the run does next. */
export function learn(record: ReplicaRecord, result: ReplicationResult): ReplicaRecord {
  switch (result.kind) {
    case 'update-pushed':
      return pushed(record, result);
    case 'update-unfit':
      return at(withTraffic(record, result.traffic), 'sync-refs');
    case 'synced':
      return synced(record, result);
    case 'replica-missing':
      return at(record, 'create-replica');
    case 'replica-created':
      return at(record, 'sync-refs');
    case 'default-branch-set':
      return defaultBranchSet(record, result.ref);
    case 'build-started': {
      const { buildId, at: now } = result;
      return at({ ...record, handedOver: { buildId, at: now, lookedAt: now } }, 'announce');
    }
    case 'build-seen':
      return at(withBuildSeen(record, result), result.state === 'succeeded' ? 'sync-refs' : 'announce');
    case 'events-put': {
      const {
        untoldReason: _over,
        untoldLost: _lost,
        replaced: _told,
        replacedMore: _more,
        ...rest
      } = record;
      return at({ ...rest, untold: [] }, 'done');
    }
    case 'events-kept': {
      const { replaced: _kept, replacedMore: _more, ...rest } = record;
      return at({ ...rest, untold: result.events, untoldReason: result.reason }, 'done');
    }
    case 'failed':
      return failed(record, result);
  }
}

function at(record: ReplicaRecord, step: Step, more: Partial<Turn> = {}): ReplicaRecord {
  return record.turn === undefined ? record : { ...record, turn: { ...record.turn, ...more, step } };
}

function pushed(record: ReplicaRecord, result: ResultOf<'update-pushed'>): ReplicaRecord {
  const { pendingSince, failure: _mended, ...rest } = withTraffic(record, result.traffic);
  const refs = record.refs && { refs: { ...record.refs, [result.ref]: result.new } };
  // Nothing else was owed, so what was pending is this very event.
  const movedAt = Math.max(record.movedAt ?? 0, pendingSince ?? 0);
  return at({ ...withLargeFiles(rest, result.largeFiles), ...refs, movedAt }, 'announce');
}

function synced(record: ReplicaRecord, result: ResultOf<'synced'>): ReplicaRecord {
  const folded = withTraffic(withLargeFiles(foldOutcome(record, result), result.largeFiles), result.traffic);
  const syncs = (record.turn?.syncs ?? 0) + 1;
  const { source, replica } = result.defaultBranches;
  const isRaced = result.results.some(({ status }) => status === 'raced');
  if (isRaced && syncs === 1) return at(folded, 'sync-refs', { syncs });
  const mustSwitch = source !== undefined && source !== replica && result.replica[source] !== undefined;
  return at(folded, mustSwitch ? 'set-default-branch' : 'announce', { syncs });
}

/** A branch that was kept only because it was the default one can go now. */
function defaultBranchSet(record: ReplicaRecord, ref: string): ReplicaRecord {
  const { replica: was } = record.defaultBranches;
  const next = { ...record, defaultBranches: { ...record.defaultBranches, replica: ref } };
  const isWaiting = was !== undefined && record.troubles[was] !== undefined;
  if (!isWaiting) return at(next, 'announce');
  return record.turn?.syncs === 1
    ? at(next, 'sync-refs')
    : at({ ...next, behind: record.behind + 1 }, 'announce');
}

function failed(record: ReplicaRecord, { at: now, reason }: ResultOf<'failed'>): ReplicaRecord {
  const step = record.turn?.step;
  // The full path finds out whether it was the push alone.
  if (step === 'push-update') return at(record, 'sync-refs');
  if (step === 'start-build' || step === 'look-at-build')
    return at(withBuildTrouble(record, { at: now, reason }), 'announce');
  const branch = record.defaultBranches.source;
  if (step === 'set-default-branch' && branch !== undefined) {
    const trouble = { kind: 'kept', reason, since: now, triedAt: now } as const;
    return at({ ...record, troubles: { ...record.troubles, [branch]: trouble } }, 'announce');
  }
  const { attempts = 0, since = now } = record.failure ?? {};
  return at({ ...record, failure: { attempts: attempts + 1, since, at: now, reason } }, 'announce');
}

function withTraffic(record: ReplicaRecord, { requests, bytesSent, bytesReceived }: Traffic): ReplicaRecord {
  const { traffic } = record;
  return {
    ...record,
    traffic: {
      requests: traffic.requests + requests,
      bytesSent: traffic.bytesSent + bytesSent,
      bytesReceived: traffic.bytesReceived + bytesReceived,
    },
  };
}

function withLargeFiles(record: ReplicaRecord, seen: LargeFilesSeen): ReplicaRecord {
  if (seen.pointers === 0 && seen.complete) return record;
  const known = record.largeFiles ?? { pointers: 0, bytes: 0, patterns: [] };
  return {
    ...record,
    largeFiles: {
      ...known,
      pointers: known.pointers + seen.pointers,
      bytes: known.bytes + seen.bytes,
      ...(!seen.complete && { incomplete: true }),
    },
  };
}
