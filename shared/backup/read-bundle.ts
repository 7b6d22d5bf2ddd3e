import { createHash } from 'node:crypto';
import type { Bucket } from '../core/bucket.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import { readBundle } from '../git/packs/bundle.ts';
import type { Bundle } from '../git/remote-types.ts';
import type { Point } from './point.ts';

type BundleFile = NonNullable<Point['bundle']>;

/**
 * The bundle of a point, read from the bucket as it is passed on. The last bytes are held back until the checksum
 * is right, so that nobody gets a whole pack out of a bundle that changed. Fails with `backup-damaged`.
 */
export async function openBundle(
  bucket: Bucket,
  wanted: BundleFile,
  point: Pick<Point, 'refs' | 'prerequisites'>,
): Promise<Bundle> {
  const bytes = await bucket.read(wanted.key);
  if (bytes === undefined)
    throw new ControllerError('backup-damaged', `The bundle ${wanted.key} is not in bucket ${bucket.name}.`);
  const bundle = await readBundle(checked(bytes, wanted)).catch((cause: unknown) => {
    throw asDamage(cause, wanted);
  });
  if (isOf(bundle, point)) return bundle;
  await bundle.close();
  throw new ControllerError(
    'backup-damaged',
    `The bundle ${wanted.key} is another one than its record speaks of: its head names other refs.`,
  );
}

/** HEAD is there for `git clone` of a full bundle, and stands for nothing that is restored. */
function isOf({ refs, prerequisites }: Bundle, point: Pick<Point, 'refs' | 'prerequisites'>): boolean {
  const needed = new Set(point.prerequisites);
  return (
    [...refs].every(([ref, oid]) => ref === 'HEAD' || point.refs[ref] === oid) &&
    needed.size === new Set(prerequisites).size &&
    prerequisites.every((oid) => needed.has(oid))
  );
}

async function* checked(bytes: AsyncIterable<Buffer>, wanted: BundleFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  for await (const chunk of bytes) {
    hash.update(chunk);
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (hash.digest('hex') !== wanted.sha256)
    throw new ControllerError(
      'backup-damaged',
      `The bundle ${wanted.key} is not as it was written: its SHA-256 differs.`,
    );
  if (held !== undefined) yield held;
}

function asDamage(cause: unknown, { key }: { readonly key: string }): unknown {
  if (!isControllerError(cause, 'protocol-violation')) return cause;
  return new ControllerError(
    'backup-damaged',
    `The bundle ${key} is not as it was written. ${cause.message}`,
    {
      cause,
    },
  );
}
