import { backupPrefix, chainPrefix, chainTime, type PointPlace, pointKey } from '../core/backup-keys.ts';
import type { Bucket } from '../core/bucket.ts';
import type { Instant } from '../core/time.ts';
import { type Point, readPoint } from './point.ts';
import { readWhole } from './read-whole.ts';

/** Names of a backup's chains, oldest first. */
export async function listChains(bucket: Bucket, repository: string, backup: string): Promise<string[]> {
  const folders = await bucket.folders(backupPrefix(repository, backup));
  return folders.filter((name) => chainTime(name) !== undefined);
}

/** Numbers of a chain's points, in order. */
export async function listSequence(bucket: Bucket, prefix: string): Promise<number[]> {
  const objects = await bucket.list(prefix);
  return objects.flatMap(({ key }) => {
    const match = /^(\d{4})\.json$/.exec(key.slice(prefix.length));
    return match ? [Number(match[1])] : [];
  });
}

/**
 * One point of a chain; nothing when there is none. Fails with `backup-damaged` for one that cannot be read, or is not
 * the one that belongs there.
 */
export async function loadPoint(bucket: Bucket, place: PointPlace): Promise<Point | undefined> {
  const prefix = chainPrefix(place.repository, place.backup, place.chain);
  const text = await readWhole(bucket, pointKey(prefix, place.sequence));
  return text && readPoint(place, text.toString());
}

/** The last point of the last chain; nothing when the backup has none. */
export async function newestPoint(
  bucket: Bucket,
  repository: string,
  backup: string,
): Promise<Point | undefined> {
  return pointAt(bucket, { repository, backup });
}

/** The last point taken at or before a time; nothing when there is none. */
export async function pointAt(
  bucket: Bucket,
  { repository, backup, at = Infinity }: { repository: string; backup: string; at?: Instant },
): Promise<Point | undefined> {
  const chains = (await listChains(bucket, repository, backup)).toReversed();
  for (const chain of chains.filter((name) => (chainTime(name) ?? 0) <= at)) {
    const prefix = chainPrefix(repository, backup, chain);
    for (const sequence of (await listSequence(bucket, prefix)).toReversed()) {
      const point = await loadPoint(bucket, { repository, backup, chain, sequence });
      if (point !== undefined && Date.parse(point.takenAt) <= at) return point;
    }
  }
  return undefined;
}
