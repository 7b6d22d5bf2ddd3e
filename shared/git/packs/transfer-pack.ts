// Notes on pack piping: the pack goes from the source's upload-pack into the replica's receive-pack as it arrives;
// nothing of it is kept, but the first MiB of a small one.
import { ControllerError } from '../../core/error.ts';
import type { FetchedPack, GitRemote, PushReport } from '../remote-types.ts';
import type { LfsFinding, Oid, RefUpdate } from '../types.ts';
import { fetchPack } from './fetch-pack.ts';
import { keepSmall } from './keep-small.ts';
import { lfsPointersIn } from './lfs-pointers.ts';
import { pushPack } from './push-pack.ts';

export interface Transfer {
  readonly source: GitRemote;
  readonly replica: GitRemote;
  readonly updates: readonly RefUpdate[];
  /** New objects the replica does not have as tips; none sends an empty pack. */
  readonly wants: readonly Oid[];
  readonly haves: readonly Oid[];
  /** Asked with instead, when the source knows none of `haves`. */
  readonly moreHaves?: readonly Oid[];
  /** Rejects with `object-missing` instead of sending everything when the source knows none of the haves. */
  readonly onlyInCommon?: boolean;
}

export interface Transferred {
  readonly report: PushReport;
  readonly objects: number;
  readonly lfs: LfsFinding;
}

/**
 * Moves the objects and then the refs, in two requests (three when the first haves told the source nothing).
 * Rejects with what the source or the replica said; the replica never has a ref without its objects.
 */
export async function transferPack(transfer: Transfer): Promise<Transferred> {
  const { replica, updates, wants } = transfer;
  if (wants.length === 0) {
    const report = await pushPack(replica, { updates, pack: 'empty' });
    return { report, objects: 0, lfs: { pointers: [], complete: true } };
  }
  const pack = await fetchWithHaves(transfer);
  try {
    const passing = keepSmall(pack.bytes);
    const report = await pushPack(replica, { updates, pack: passing.bytes });
    return { report, objects: pack.objects, lfs: lfsPointersIn(passing.kept()) };
  } finally {
    pack.cancel();
  }
}

async function fetchWithHaves(transfer: Transfer): Promise<FetchedPack> {
  const { source, replica, wants, haves, moreHaves = [] } = transfer;
  const receiver = replica.capabilities('git-receive-pack') ?? [];
  const pack = await fetchPack(source, { wants, haves, receiver });
  if (pack.inCommon || (!transfer.onlyInCommon && moreHaves.length <= haves.length)) return pack;
  pack.cancel();
  if (transfer.onlyInCommon)
    throw new ControllerError('object-missing', `${source.url} no longer has what the replica has.`, {
      details: { url: source.url },
    });
  return fetchPack(source, { wants, haves: moreHaves, receiver });
}
