// Notes on pack piping, the exact oracle: ask for `want <old>` with `have <new>`. No object in the pack means that
// everything `old` reaches is reached by `new`. An `ACK … ready` means less: git gives it for a parent of the have too,
// so an amended commit would look like a fast-forward.
import { isControllerError } from '../../core/error.ts';
import { listRefs } from '../refs/list-refs.ts';
import type { GitRemote } from '../remote-types.ts';
import type { Oid } from '../types.ts';
import { fetchPack } from './fetch-pack.ts';

/**
 * True when `old` is an ancestor of `new`, or the same. False also when no ref of the source reaches `old` any
 * more: that history is lost there. One request of some hundred bytes; no history is needed.
 */
export async function isFastForward(source: GitRemote, move: { old: Oid; new: Oid }): Promise<boolean> {
  if (move.old === move.new) return true;
  if (source.capabilities('git-upload-pack') === undefined) await listRefs(source, 'git-upload-pack');
  try {
    const pack = await fetchPack(source, {
      wants: [move.old],
      haves: [move.new],
      receiver: ['no-thin'],
    });
    pack.cancel();
    return pack.objects === 0 && pack.inCommon;
  } catch (error) {
    if (isControllerError(error, 'object-missing')) return false;
    throw error;
  }
}
