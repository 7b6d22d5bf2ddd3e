import { chainPrefix, type PointPlace } from '../core/backup-keys.ts';
import type { Bucket } from '../core/bucket.ts';
import { ControllerError } from '../core/error.ts';
import { mostUpdates, pushPack } from '../git/packs/push-pack.ts';
import { listRefs } from '../git/refs/list-refs.ts';
import { refsDigest } from '../git/refs/refs-digest.ts';
import type { GitRemote } from '../git/remote-types.ts';
import type { Refs, RefUpdate } from '../git/types.ts';
import { planStep } from './plan-step.ts';
import type { Point } from './point.ts';
import { openBundle } from './read-bundle.ts';
import { loadPoint } from './read-points.ts';

/** A repository that a chain is restored into. */
export interface RestoreTarget {
  readonly remote: GitRemote;
  defaultBranch(): Promise<string | undefined>;
  setDefaultBranch(branch: string): Promise<void>;
}

/** How far a restore has come. */
export interface RestoreProgress {
  readonly pointsDone: number;
  readonly pointsTotal: number;
}

/** A chain, the point of it that is wanted, and where it goes. */
export interface Restore {
  readonly bucket: Bucket;
  readonly point: Point;
  readonly target: RestoreTarget;
  readonly onProgress?: (progress: RestoreProgress) => void;
}

/**
 * Pipes a chain's packs into an empty repository in order and moves its refs along, until it is what the point says;
 * the digest is compared at the end. A repository that already is so is left as it is; one that holds anything else
 * is refused with `not-empty`. Fails with `backup-damaged` where the bucket does not hold what it should.
 */
export async function restoreChain({ bucket, point, target, onProgress }: Restore): Promise<void> {
  let { refs }: { refs: Refs } = await listRefs(target.remote, 'git-receive-pack');
  if (refs.size > 0 && isThere(target, refs, point)) return;
  const pointsTotal = point.sequence + 1;
  // All are read before anything is written, and again one by one: together they may be more than fits the memory.
  for (let index = 0; index < pointsTotal; index += 1) await loadOne(bucket, { ...point, sequence: index });
  for (let index = 0; index < pointsTotal; index += 1) {
    onProgress?.({ pointsDone: index, pointsTotal });
    const step = await loadOne(bucket, { ...point, sequence: index });
    refs = await restoreStep({ bucket, point: step, target }, refs);
  }
  onProgress?.({ pointsDone: pointsTotal, pointsTotal });
  if (point.defaultBranch !== undefined && refs.has(`refs/heads/${point.defaultBranch}`))
    await target.setDefaultBranch(point.defaultBranch);
  await compare(target, point);
}

async function loadOne(bucket: Bucket, place: PointPlace): Promise<Point> {
  const point = await loadPoint(bucket, place);
  if (point !== undefined) return point;
  const prefix = chainPrefix(place.repository, place.backup, place.chain);
  throw new ControllerError(
    'backup-damaged',
    `The chain ${prefix} in bucket ${bucket.name} has no point ${place.sequence}, and the later ones build on it.`,
  );
}

/** True when the repository is what the point says; throws when it is anything else. */
function isThere({ remote }: RestoreTarget, refs: Refs, point: Point): true {
  if (refsDigest(refs) === point.digest) return true;
  throw new ControllerError(
    'not-empty',
    `${remote.url} already holds ${refs.size} branches and tags; nothing was changed.`,
  );
}

async function restoreStep({ bucket, point, target }: Restore, current: Refs): Promise<Refs> {
  const wanted = new Map(Object.entries(point.refs));
  const hasDeletions = [...current.keys()].some((ref) => !wanted.has(ref));
  const step = planStep(current, wanted, {
    current: hasDeletions ? await target.defaultBranch() : undefined,
    wanted: point.defaultBranch,
  });
  const bundle = point.bundle && (await openBundle(bucket, point.bundle, point));
  try {
    await push(target.remote, step.first, bundle?.pack ?? 'empty');
    if (step.newDefault !== undefined) await target.setDefaultBranch(step.newDefault);
    await push(target.remote, step.second, step.first.length === 0 ? (bundle?.pack ?? 'empty') : 'empty');
  } finally {
    await bundle?.close();
  }
  return wanted;
}

/** The objects go with the first push that is not of deletions alone; later ones find them there. */
async function push(
  remote: GitRemote,
  updates: readonly RefUpdate[],
  pack: AsyncIterable<Buffer> | 'empty',
): Promise<void> {
  let rest = pack;
  for (const batch of batchesOf(updates)) {
    const carries = batch.some((update) => update.new !== undefined);
    const report = await pushPack(remote, { updates: batch, pack: carries ? rest : 'empty' });
    if (carries) rest = 'empty';
    const refused = [...report.refs].find(([, reason]) => reason !== undefined);
    const reason = report.unpackError ?? (refused && `${refused[0]}: ${refused[1]}`);
    if (reason !== undefined)
      throw new ControllerError(
        'request-refused',
        `${remote.url} did not take what was restored: ${reason}.`,
      );
  }
}

/** One push where the server takes that many; else deletions apart, because they carry no objects. */
function batchesOf(updates: readonly RefUpdate[]): (readonly RefUpdate[])[] {
  if (updates.length <= mostUpdates) return updates.length === 0 ? [] : [updates];
  const deletions = updates.filter((update) => update.new === undefined);
  const changes = updates.filter((update) => update.new !== undefined);
  return [deletions, changes].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / mostUpdates) }, (_, index) =>
      all.slice(index * mostUpdates, (index + 1) * mostUpdates),
    ),
  );
}

async function compare({ remote }: RestoreTarget, point: Point): Promise<void> {
  const { refs } = await listRefs(remote, 'git-upload-pack');
  const digest = refsDigest(refs);
  if (digest !== point.digest)
    throw new ControllerError(
      'backup-damaged',
      `${remote.url} differs from the backup after the restore: its digest is ${digest}, and ${point.digest} was expected.`,
    );
}
