import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../../shared/backup/read-bundle.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import { countedBucket } from '../../support/counted-bucket.ts';
import { wholeOf } from '../git/wire-text.ts';
import { one, two } from './a-backup.ts';

const head = `# v2 git bundle\n${one} refs/heads/main\n\n`;
const file = Buffer.from(`${head}PACK and its objects`);
const key = 'shop/nightly/1.bundle';
const wanted = { key, bytes: file.length, sha256: sha256(file), objects: 1 };

const point = { refs: { 'refs/heads/main': one }, prerequisites: [] };

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A bucket with this as the bundle. */
function holding(bytes: Buffer, pieceSize = 7, failure?: Error) {
  const bucket = countedBucket(pieceSize, failure && { [key]: { error: failure, at: 'first piece' } });
  bucket.objects.set(key, bytes);
  return bucket;
}

describe('openBundle', () => {
  it.each([1, 7, 60, 1_000])(
    'gives the whole pack of a bundle that arrives in pieces of %i bytes',
    async (size) => {
      const bucket = holding(file, size);

      const { refs, pack } = await openBundle(bucket, wanted, point);

      expect([...refs]).toEqual([['refs/heads/main', one]]);
      expect((await wholeOf(pack)).toString()).toBe('PACK and its objects');
      expect(bucket.openReads()).toBe(0);
    },
  );

  it.each([1, 7, 60])(
    'gives no whole pack of a bundle that changed and arrives in pieces of %i bytes',
    async (size) => {
      const changed = Buffer.from(`${head}PACK and its OBJECTS`);
      const bucket = holding(changed, size);
      const given: Buffer[] = [];

      const reading = openBundle(bucket, wanted, point).then(async ({ pack }) => {
        for await (const chunk of pack) given.push(chunk);
      });

      await expect(reading).rejects.toMatchObject({
        code: 'backup-damaged',
        message: `The bundle ${key} is not as it was written: its SHA-256 differs.`,
      });
      expect(Buffer.concat(given).length).toBeLessThan('PACK and its OBJECTS'.length);
      expect(bucket.openReads()).toBe(0);
    },
  );

  it('says that there is none', async () => {
    await expect(openBundle(countedBucket(7), wanted, point)).rejects.toMatchObject({
      code: 'backup-damaged',
      message: `The bundle ${key} is not in bucket ours.`,
    });
  });

  it.each([
    ['is something else', 'no bundle at all, and long enough to need many pieces\n\n'],
    ['ends in its head', '# v2 git bundle\n'],
    ['names a ref wrongly', `# v2 git bundle\n${one} refs/heads/../x\n\nPACK and much more of it, in pieces`],
  ])('tells a file that %s as damage, and closes it', async (_what, text) => {
    const bytes = Buffer.from(text);
    const bucket = holding(bytes);

    await expect(openBundle(bucket, { ...wanted, sha256: sha256(bytes) }, point)).rejects.toMatchObject({
      code: 'backup-damaged',
      message: expect.stringMatching(
        /^The bundle shop\/nightly\/1\.bundle is not as it was written\. The file is no git bundle/,
      ),
    });
    expect(bucket.openReads()).toBe(0);
  });

  it.each([
    ['has another branch', { refs: { 'refs/heads/other': one }, prerequisites: [] }],
    ['has the branch elsewhere', { refs: { 'refs/heads/main': two }, prerequisites: [] }],
    ['builds on nothing', { ...point, prerequisites: [two] }],
  ])('refuses the bundle of another point, whose record %s, and closes it', async (_how, other) => {
    const bucket = holding(file);

    await expect(openBundle(bucket, wanted, other)).rejects.toMatchObject({
      code: 'backup-damaged',
      message: `The bundle ${key} is another one than its record speaks of: its head names other refs.`,
    });
    expect(bucket.openReads()).toBe(0);
  });

  it('passes on what S3 says while it is read: the bundle may be well', async () => {
    const failure = new ControllerError('service-unavailable', 'S3 went away.');
    const early = holding(file, 7, failure);
    const late = holding(file, head.length + 4, failure);

    await expect(openBundle(early, wanted, point)).rejects.toBe(failure);
    await expect(openBundle(late, wanted, point).then(({ pack }) => wholeOf(pack))).rejects.toBe(failure);
    expect([early.openReads(), late.openReads()]).toEqual([0, 0]);
  });

  it.each([
    [
      'left early',
      async ({ pack }: { pack: AsyncIterable<Buffer> }) => {
        for await (const _chunk of pack) break;
      },
    ],
    ['closed before it is read', ({ close }: { close: () => Promise<void> }) => close()],
  ])('closes a bundle that is %s', async (_how, leave) => {
    const bucket = holding(file, 20);

    await leave(await openBundle(bucket, wanted, point));

    expect(bucket.openReads()).toBe(0);
  });
});
