import type { Point } from '../../shared/backup/point.ts';
import { listChains, pointAt } from '../../shared/backup/read-points.ts';
import { chainTime } from '../../shared/core/backup-keys.ts';
import type { Bucket } from '../../shared/core/bucket.ts';

/**
 * The last point of a repository at or before a time, whichever of its backups made it. Throws a sentence when
 * there is none, with what there is instead.
 */
export async function choosePoint(
  bucket: Bucket,
  { repository, at }: { readonly repository: string; readonly at?: number | undefined },
): Promise<Point> {
  const backups = await bucket.folders(`${repository}/`);
  if (backups.length === 0) throw new Error(`Bucket ${bucket.name} holds no backup of ${repository}.`);
  const points = await Promise.all(
    backups.map((backup) => pointAt(bucket, { repository, backup, ...(at !== undefined && { at }) })),
  );
  const [newest] = points
    .filter((point) => point !== undefined)
    .sort((left, right) => Date.parse(right.takenAt) - Date.parse(left.takenAt));
  if (newest !== undefined) return newest;
  throw new Error(
    `Bucket ${bucket.name} holds no backup of ${repository} at or before ${isoTime(at ?? 0)}; ${await oldest(bucket, repository, backups)}.`,
  );
}

async function oldest(bucket: Bucket, repository: string, backups: readonly string[]): Promise<string> {
  const chains = await Promise.all(backups.map((backup) => listChains(bucket, repository, backup)));
  const times = chains.flat().flatMap((chain) => chainTime(chain) ?? []);
  return times.length === 0 ? 'there is none at all' : `the oldest is of ${isoTime(Math.min(...times))}`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
