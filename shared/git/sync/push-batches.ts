import { type ControllerError, isControllerError } from '../../core/error.ts';
import { chooseHaves } from '../packs/choose-haves.ts';
import { mostUpdates } from '../packs/push-pack.ts';
import { transferPack } from '../packs/transfer-pack.ts';
import { listRefs } from '../refs/list-refs.ts';
import type { PushReport } from '../remote-types.ts';
import type { RefUpdate } from '../types.ts';
import type { SyncRun } from './sync-run.ts';

/** Why an update was not confirmed; by ref, because a server may give each its own reason. */
type Reasons = ReadonlyMap<string, string>;

/** Does all updates in pushes of a size the server takes; every one of them has its result afterwards. */
export async function pushBatches(run: SyncRun, updates: readonly RefUpdate[]): Promise<void> {
  const size = Math.min(run.request.refsPerPush ?? mostUpdates, mostUpdates);
  for (let at = 0; at < updates.length; at += size) {
    const batch = updates.slice(at, at + size);
    if (run.request.stopAt !== undefined && run.request.source.now() >= run.request.stopAt)
      for (const update of batch) run.settle(update, 'left', `${update.ref} was left for the next run.`);
    else await pushBatch(run, batch);
    run.progress();
  }
}

async function pushBatch(run: SyncRun, batch: readonly RefUpdate[]): Promise<void> {
  const { reasons, unconfirmed } = await tryPush(run, batch);
  const failed = batch.filter(({ ref }) => reasons.has(ref));
  if (failed.length === 0) return;
  const open = await compareWithReplica(run, failed);
  const alone = batch.length === 1 && !unconfirmed;
  if (alone || run.retriesLeft <= 0) {
    for (const update of open) run.settle(update, 'refused', reasons.get(update.ref));
    return;
  }
  for (const part of partsOf(open, { batch, unconfirmed })) {
    run.retriesLeft -= 1;
    await pushBatch(run, part);
  }
}

/** What failed together with others is tried without them; what failed as a whole, in halves, down to the culprit. */
function partsOf(
  open: readonly RefUpdate[],
  { batch, unconfirmed }: { batch: readonly RefUpdate[]; unconfirmed: boolean },
): (readonly RefUpdate[])[] {
  if (open.length === 0) return [];
  if (unconfirmed || open.length < batch.length) return [open];
  const middle = Math.ceil(open.length / 2);
  return [open.slice(0, middle), open.slice(middle)];
}

/** Another look at the replica: gives the updates that can still be done, and settles the others. */
async function compareWithReplica(run: SyncRun, failed: readonly RefUpdate[]): Promise<RefUpdate[]> {
  const { refs } = await listRefs(run.request.replica, 'git-receive-pack');
  const open: RefUpdate[] = [];
  for (const update of failed) {
    const found = refs.get(update.ref);
    if (found === update.new) run.settle(update, 'done');
    else if (found === update.old) open.push(update);
    else {
      run.settle(
        update,
        'raced',
        `${update.ref} was moved on the replica in the meantime; it is looked at again.`,
      );
      if (found === undefined) run.refs.delete(update.ref);
      else run.refs.set(update.ref, found);
    }
  }
  return open;
}

interface Tried {
  /** Of the updates that were not done. */
  readonly reasons: Reasons;
  /** Nobody knows what was done. */
  readonly unconfirmed: boolean;
}

/** Pushes, settles what was confirmed, and gives the reasons of the rest. */
async function tryPush(run: SyncRun, batch: readonly RefUpdate[]): Promise<Tried> {
  const { source, replica } = run.request;
  try {
    const chosen = chooseHaves(batch, run);
    const { report, lfs } = await transferPack({ source, replica, updates: batch, ...chosen });
    run.found(lfs);
    return { reasons: settleReport(run, batch, report), unconfirmed: false };
  } catch (error) {
    if (isControllerError(error, 'object-missing'))
      return { reasons: withoutMissing(run, batch, error), unconfirmed: false };
    const unconfirmed = isControllerError(error, 'push-unconfirmed');
    if (!unconfirmed && !isRefusalOfPush(error, replica.url)) throw error;
    // Once may be chance; twice is a server that cannot be worked with now.
    if (unconfirmed && run.unconfirmed) throw error;
    run.unconfirmed ||= unconfirmed;
    return { reasons: new Map(batch.map(({ ref }) => [ref, error.message])), unconfirmed };
  }
}

/** The source has lost what was listed a moment ago. Its refs are settled, and the others have to be tried again. */
function withoutMissing(run: SyncRun, batch: readonly RefUpdate[], error: ControllerError): Reasons {
  const gone = batch.filter((update) => update.new === error.details['oid']);
  if (gone.length === 0) throw error;
  for (const update of gone)
    run.settle(
      update,
      'raced',
      `${update.ref} was moved at the source in the meantime; it is looked at again.`,
    );
  const rest = batch.filter((update) => !gone.includes(update));
  return new Map(rest.map(({ ref }) => [ref, error.message]));
}

function settleReport(run: SyncRun, batch: readonly RefUpdate[], report: PushReport): Reasons {
  const reasons = new Map<string, string>();
  for (const update of batch) {
    const said = report.refs.get(update.ref);
    if (report.unpackError !== undefined)
      reasons.set(
        update.ref,
        `the replica could not take the objects of ${update.ref}: ${report.unpackError}.`,
      );
    else if (said !== undefined) reasons.set(update.ref, `the replica refused ${update.ref}: ${said}.`);
    else if (!report.refs.has(update.ref))
      reasons.set(update.ref, `the replica did not say what became of ${update.ref}.`);
    else run.settle(update, 'done');
  }
  return reasons;
}

/** HTTP 403 or 413 for a push whose listing was allowed: a policy on refs, or a limit on size. Not 401: that is all. */
function isRefusalOfPush(error: unknown, url: string): error is Error {
  return (
    isControllerError(error, 'remote-refused', 'request-refused') &&
    error.details['url'] === url &&
    error.details['status'] !== '401'
  );
}
