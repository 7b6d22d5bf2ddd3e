// Notes on pack piping, the event fast path: the event names the old and the new commit, so that neither side has to be
// listed. The have is guarded by the same push's comparison: either the replica is at `old` and has all it reaches, or
// nothing changes.
import { isControllerError } from '../../core/error.ts';
import { isFastForward } from '../packs/is-fast-forward.ts';
import { transferPack } from '../packs/transfer-pack.ts';
import { isReplicated, problemOfName } from '../refs/ref-names.ts';
import type { GitRemote } from '../remote-types.ts';
import type { Oid, PushUpdateResult } from '../types.ts';

export interface PushUpdateRequest {
  readonly source: GitRemote;
  readonly replica: GitRemote;
  readonly update: { readonly ref: string; readonly old: Oid; readonly new: Oid };
  /** Asks the source first (one request more), and leaves a force push to `syncRefs` and its policy. */
  readonly onlyFastForward?: boolean;
}

/**
 * Moves one branch by two requests. Whatever does not fit (unknown capabilities, a replica that is somewhere else,
 * an object the source does not give, any refusal) ends in `needs-sync` with the reason, and nothing is changed.
 * Rejects only when a server cannot be reached, refuses the credentials, or gave no report.
 */
export async function pushUpdate(request: PushUpdateRequest): Promise<PushUpdateResult> {
  const { source, replica, update } = request;
  const obstacle = obstacleTo(request);
  if (obstacle !== undefined) return needsSync(obstacle);
  try {
    if (request.onlyFastForward && !(await isFastForward(source, update)))
      return needsSync(`${update.ref} was moved to where its history is lost`);
    const { report, objects, lfs } = await transferPack({
      source,
      replica,
      updates: [update],
      wants: [update.new],
      haves: [update.old],
      onlyInCommon: true,
    });
    if (report.unpackError !== undefined)
      return needsSync(`the replica could not take the pack: ${report.unpackError}`);
    const refusal = report.refs.get(update.ref);
    if (refusal !== undefined) return needsSync(`the replica refused ${update.ref}: ${refusal}`);
    if (!report.refs.has(update.ref)) return needsSync(`the replica did not report on ${update.ref}`);
    return { kind: 'replicated', objects, lfs };
  } catch (error) {
    if (!isControllerError(error, 'object-missing', 'protocol-violation', 'push-unconfirmed')) throw error;
    // A capability may be gone since it was learned; a listing tells.
    source.learn('git-upload-pack', undefined);
    replica.learn('git-receive-pack', undefined);
    return needsSync(error.message);
  }
}

function obstacleTo({ source, replica, update }: PushUpdateRequest): string | undefined {
  const problem = problemOfName(update.ref);
  if (problem !== undefined) return problem;
  if (!isReplicated(update.ref) || update.ref.startsWith('refs/tags/'))
    return `${update.ref} is not a branch`;
  if (source.capabilities('git-upload-pack') === undefined) return 'the source was not listed yet';
  if (replica.capabilities('git-receive-pack') === undefined) return 'the replica was not listed yet';
  return undefined;
}

function needsSync(reason: string): PushUpdateResult {
  return { kind: 'needs-sync', reason };
}
