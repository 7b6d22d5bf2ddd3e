import { isBackupRef } from '../refs/ref-names.ts';
import type { Advertisement } from '../remote-types.ts';
import type { LfsFinding, LfsPointer, Oid, RefUpdate, SyncRequest, UpdateResult } from '../types.ts';

/** After so many pushes that were tried again in smaller parts, the rest is given up with the last reason. */
const mostRetries = 64;

/** A report names no more large files than these. */
const mostPointers = 1_000;

/** One run of `syncRefs` while it goes on. */
export interface SyncRun {
  readonly request: SyncRequest;
  /** The replica's refs: as listed, and then as confirmed. */
  readonly refs: Map<string, Oid>;
  readonly otherTips: readonly Oid[];
  readonly results: Map<string, UpdateResult>;
  readonly pointers: LfsPointer[];
  lookedIntoAll: boolean;
  /** A push ended without a report. */
  unconfirmed: boolean;
  /** Pushes in smaller parts that may still be tried. */
  retriesLeft: number;
  /** Writes down what became of an update; `done` also moves the ref in `refs`. */
  settle(update: RefUpdate, status: UpdateResult['status'], reason?: string): void;
  found(lfs: LfsFinding): void;
  progress(): void;
}

/** A run that has listed the replica and done nothing yet. */
export function startRun(
  request: SyncRequest,
  { replica, total }: { replica: Advertisement; total: number },
): SyncRun {
  const refs = new Map(replica.refs);
  const results = new Map<string, UpdateResult>();
  const pointers: LfsPointer[] = [];
  const run: SyncRun = {
    request,
    refs,
    otherTips: replica.otherTips,
    results,
    pointers,
    lookedIntoAll: true,
    unconfirmed: false,
    retriesLeft: mostRetries,
    settle({ ref, old, new: to }, status, reason) {
      const kind = kindOf({ ref, old, new: to });
      results.set(ref, { ref, old, new: to, kind, status, ...(reason !== undefined && { reason }) });
      if (status !== 'done') return;
      if (to === undefined) refs.delete(ref);
      else refs.set(ref, to);
    },
    found(lfs) {
      run.lookedIntoAll &&= lfs.complete;
      pointers.push(...lfs.pointers.slice(0, mostPointers - pointers.length));
    },
    progress() {
      request.onProgress?.({
        refsDone: results.size,
        refsTotal: total,
        bytesSent: request.replica.traffic.bytesSent,
      });
    },
  };
  return run;
}

function kindOf(update: RefUpdate): UpdateResult['kind'] {
  if (isBackupRef(update.ref)) return 'backup';
  if (update.new === undefined) return 'delete';
  return update.old === undefined ? 'create' : 'update';
}
