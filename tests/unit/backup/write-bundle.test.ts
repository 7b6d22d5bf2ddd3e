import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { writeBundle } from '../../../shared/backup/write-bundle.ts';
import type { WriteBundle } from '../../../shared/core/backup-effect.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import { refsDigest } from '../../../shared/git/refs/refs-digest.ts';
import { countedBucket } from '../../support/counted-bucket.ts';
import { type Said, scriptedRemote } from '../../support/git/scripted-remote.ts';
import { packet } from '../git/wire-text.ts';
import { now, one, point, two } from './a-backup.ts';

const prefix = `shop/nightly/${point.chain}/`;
const digest = refsDigest(new Map([['refs/heads/main', two]]));
const wanted: WriteBundle = {
  kind: 'write-bundle',
  backup: 'nightly',
  repository: 'shop',
  chain: point.chain,
  sequence: 1,
  takenAt: now,
  refs: new Map([['refs/heads/main', two]]),
  defaultBranch: 'main',
  haves: [one],
  wants: [two],
  digest,
};
const band = (text: string) => packet(`\u0001${text}`);
const pack = (first: string) =>
  `${packet(first)}${band(`PACK${'\0'.repeat(3)}\u0002${'\0'.repeat(4)}`)}${band('objects')}${band('x'.repeat(99))}0000`;
const incremental = pack(`ACK ${one}\n`);

/** Writes the second point of a chain from a source that says so, and tells what was left open. */
async function write(parts: {
  says?: Said;
  bucket?: ReturnType<typeof countedBucket>;
  more?: Partial<WriteBundle>;
}) {
  const remote = scriptedRemote(() => parts.says ?? incremental);
  const bucket = parts.bucket ?? countedBucket(50);
  const outcome: { gives?: unknown; error?: unknown } = await writeBundle(
    { bucket, openSource: () => remote, run: 'r1' },
    { ...wanted, ...parts.more },
  ).then(
    (gives) => ({ gives }),
    (error: unknown) => ({ error }),
  );
  return { ...outcome, bucket, remote, left: [remote.isClosed, remote.openAnswers(), bucket.openReads()] };
}

const nothing = [true, 0, 0];
const failing = (name: 'upload' | 'create', error: Error) =>
  Object.assign(countedBucket(50), { [name]: () => Promise.reject(error) });

describe('writeBundle', () => {
  it('writes what the chain lacks, then the record that makes it count', async () => {
    const { gives, bucket, left } = await write({});

    expect(gives).toMatchObject({ chain: point.chain, sequence: 1, digest, refs: 1, takenAt: now });
    expect([...bucket.objects.keys()]).toEqual([`${prefix}0001-r1.bundle`, `${prefix}0001.json`]);
    expect(bucket.objects.get(`${prefix}0001-r1.bundle`)?.toString('latin1')).toBe(
      `# v2 git bundle\n-${one} \n${two} refs/heads/main\n\nPACK\0\0\0\u0002\0\0\0\0objects${'x'.repeat(99)}`,
    );
    const stored = bucket.objects.get(`${prefix}0001-r1.bundle`) ?? '';
    expect(JSON.parse(String(bucket.objects.get(`${prefix}0001.json`)))).toMatchObject({
      bundle: {
        key: `${prefix}0001-r1.bundle`,
        bytes: stored.length,
        sha256: createHash('sha256').update(stored).digest('hex'),
        objects: 0,
      },
      prerequisites: [one],
      refs: { 'refs/heads/main': two },
    });
    expect(left).toEqual(nothing);
  });

  it('needs nothing before it when the source knew none of what the chain holds', async () => {
    const { bucket } = await write({ says: pack('NAK\n') });

    expect(bucket.objects.get(`${prefix}0001-r1.bundle`)?.toString('latin1')).toMatch(
      /^# v2 git bundle\n[0-9a-f]{40} refs\/heads\/main\n\nPACK/,
    );
  });

  it('asks for no objects when only refs moved', async () => {
    const { gives, bucket, remote, left } = await write({ more: { wants: [] } });

    expect(gives).toMatchObject({ bytes: 0 });
    expect([...bucket.objects.keys()]).toEqual([`${prefix}0001.json`]);
    expect([remote.asked, left]).toEqual([[], nothing]);
  });

  it('gives the point of another run that was first, and leaves its record as it is', async () => {
    const first = await write({});
    const second = await write({ bucket: first.bucket, more: { digest: 'another' } });

    expect(second.gives).toEqual(first.gives);
    expect(second.left).toEqual(nothing);
  });

  const gone = new ControllerError('service-unavailable', 'S3 went away.');
  const broken = new ControllerError('remote-unreachable', 'socket hang up');
  it.each<readonly [string, Parameters<typeof write>[0], Error]>([
    ['the source cannot be reached', { says: broken }, broken],
    [
      'the source breaks off in its answer',
      { says: { bytes: incremental.slice(0, 60), thenBreaks: broken } },
      broken,
    ],
    [
      'the source breaks off in the pack',
      { says: { bytes: incremental.slice(0, -40), thenBreaks: broken } },
      broken,
    ],
    ['the bucket takes nothing', { bucket: failing('upload', gone) }, gone],
    ['the bucket takes the bundle and not the record', { bucket: failing('create', gone) }, gone],
  ])('closes everything, and makes no point, when %s', async (_what, parts, error) => {
    const { error: found, bucket, left } = await write(parts);

    expect(found).toBeInstanceOf(ControllerError);
    expect(String(found)).toContain(error.message);
    expect([...bucket.objects.keys()].filter((key) => key.endsWith('.json'))).toEqual([]);
    expect(left).toEqual(nothing);
  });
});
