import { createHash } from 'node:crypto';
import type { WriteBundle } from '../core/backup-effect.ts';
import { bundleKey, chainPrefix, pointKey } from '../core/backup-keys.ts';
import type { PointSummary } from '../core/backup-record.ts';
import type { Bucket } from '../core/bucket.ts';
import { ControllerError } from '../core/error.ts';
import { writeBundleHeader } from '../git/packs/bundle.ts';
import { fetchPack } from '../git/packs/fetch-pack.ts';
import { listRefs } from '../git/refs/list-refs.ts';
import type { FetchedPack, GitRemote } from '../git/remote-types.ts';
import { type Point, summaryOf } from './point.ts';
import { loadPoint } from './read-points.ts';

/** What the receiver of the pack may be: CodeCommit takes no offset deltas, so the bundle holds none. */
const anyReceiver: readonly string[] = [];

/**
 * Streams what the chain lacks into a bundle in the bucket, then writes the record that makes it count. Gives the
 * point that the place holds afterwards, which is another run's when that one was first.
 */
export async function writeBundle(
  parts: {
    readonly bucket: Bucket;
    readonly openSource: (repository: string) => GitRemote;
    readonly run: string;
  },
  wanted: WriteBundle,
): Promise<PointSummary> {
  const { bucket, openSource, run } = parts;
  const prefix = chainPrefix(wanted.repository, wanted.backup, wanted.chain);
  const source = openSource(wanted.repository);
  try {
    const written =
      wanted.wants.length === 0 ? undefined : await uploadBundle({ bucket, source, run }, wanted, prefix);
    return await writePoint(bucket, wanted, written);
  } finally {
    source.close();
  }
}

interface Written {
  readonly bundle: NonNullable<Point['bundle']>;
  readonly prerequisites: string[];
}

async function writePoint(
  bucket: Bucket,
  wanted: WriteBundle,
  written: Written | undefined,
): Promise<PointSummary> {
  const prefix = chainPrefix(wanted.repository, wanted.backup, wanted.chain);
  const point: Point = {
    format: 1,
    repository: wanted.repository,
    backup: wanted.backup,
    chain: wanted.chain,
    sequence: wanted.sequence,
    takenAt: new Date(wanted.takenAt).toISOString(),
    ...(written && { bundle: written.bundle }),
    prerequisites: written?.prerequisites ?? [],
    refs: Object.fromEntries(wanted.refs),
    digest: wanted.digest,
    ...(wanted.defaultBranch !== undefined && { defaultBranch: wanted.defaultBranch }),
    ...(wanted.leftOut && { leftOut: wanted.leftOut }),
  };
  if (await bucket.create(pointKey(prefix, wanted.sequence), Buffer.from(`${JSON.stringify(point)}\n`)))
    return summaryOf(point);
  const other = await loadPoint(bucket, wanted);
  if (other === undefined)
    throw new ControllerError('service-unavailable', `${prefix} was changed while it was being written.`);
  return summaryOf(other);
}

async function uploadBundle(
  { bucket, source, run }: { readonly bucket: Bucket; readonly source: GitRemote; readonly run: string },
  wanted: WriteBundle,
  prefix: string,
): Promise<Written> {
  if (source.capabilities('git-upload-pack') === undefined) await listRefs(source, 'git-upload-pack');
  const pack = await fetchPack(source, { ...wanted, receiver: anyReceiver });
  try {
    return await uploadPack(pack, { bucket, wanted, key: bundleKey(prefix, wanted.sequence, run) });
  } finally {
    pack.cancel();
  }
}

async function uploadPack(
  pack: FetchedPack,
  { bucket, wanted, key }: { readonly bucket: Bucket; readonly wanted: WriteBundle; readonly key: string },
): Promise<Written> {
  // A source that knows none of the haves has sent everything, and then the bundle needs nothing.
  const prerequisites = pack.inCommon ? [...wanted.haves] : [];
  const header = writeBundleHeader({ prerequisites, refs: headerRefs(wanted) });
  const hash = createHash('sha256');
  const bytes = await bucket.upload(key, hashed(header, pack.bytes, hash));
  return { prerequisites, bundle: { key, bytes, sha256: hash.digest('hex'), objects: pack.objects } };
}

/** Refs that are in the bundle itself; HEAD as well in a full one, so that `git clone` of it checks out a branch. */
function headerRefs({ refs, wants, haves, defaultBranch }: WriteBundle): Map<string, string> {
  const inside = new Set(wants);
  const named = [...refs].filter(([, oid]) => haves.length === 0 || inside.has(oid));
  const head = refs.get(`refs/heads/${defaultBranch}`);
  return new Map([...(haves.length === 0 && head !== undefined ? [['HEAD', head] as const] : []), ...named]);
}

async function* hashed(
  header: Buffer,
  pack: AsyncIterable<Buffer>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  hash.update(header);
  yield header;
  for await (const chunk of pack) {
    hash.update(chunk);
    yield chunk;
  }
}
