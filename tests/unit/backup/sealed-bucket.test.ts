import { describe, expect, it } from 'vitest';
import { sealedBucket } from '../../../shared/backup/sealed-bucket.ts';
import type { Seals } from '../../../shared/core/seals.ts';
import { countedBucket } from '../../support/counted-bucket.ts';

const key = 'shop/nightly/20261123T020000Z/0000.json';
const record = Buffer.from('{"format":1}');

function sealed(known: string[] = []) {
  const bucket = countedBucket(5);
  const done: string[] = [];
  const seals: Seals = {
    add: async (of, sha256) => {
      done.push(`seal, with ${bucket.objects.size} objects there`);
      known.push(`${of} ${sha256}`);
    },
    has: async (of, sha256) => known.includes(`${of} ${sha256}`),
  };
  return { bucket, done, known, ours: sealedBucket(bucket, seals) };
}

async function textOf(bytes: AsyncIterable<Buffer> | undefined): Promise<string | undefined> {
  if (bytes === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('sealedBucket', () => {
  it('seals a record before it is written, and gives it back', async () => {
    const { ours, done, bucket } = sealed();

    expect(await ours.create(key, record)).toBe(true);

    expect(done).toEqual(['seal, with 0 objects there']);
    expect(await textOf(await ours.read(key))).toBe('{"format":1}');
    expect(bucket.openReads()).toBe(0);
  });

  it.each([
    ['that was changed', Buffer.from('{"format":2}'), key],
    ['of ours at another place', record, 'shop/nightly/20261123T020000Z/0001.json'],
    ['of ours in another backup', record, 'shop/weekly/20261123T020000Z/0000.json'],
  ])('refuses a record %s', async (_which, body, place) => {
    const { ours, bucket } = sealed();
    await ours.create(key, record);
    bucket.objects.set(place, body);

    await expect(ours.read(place)).rejects.toMatchObject({
      code: 'backup-damaged',
      message: `${place} in bucket ours was not written by Drawbridge, or was changed since: the table knows no record of this place with its SHA-256.`,
    });
    expect(bucket.openReads()).toBe(0);
  });

  it('reads bundles as they are, and tells that there is no record', async () => {
    const { ours, bucket, done } = sealed();
    bucket.objects.set('shop/nightly/20261123T020000Z/0000-r1.bundle', record);

    expect(await textOf(await ours.read('shop/nightly/20261123T020000Z/0000-r1.bundle'))).toBe(
      '{"format":1}',
    );
    expect(await ours.read(key)).toBeUndefined();
    expect(done).toEqual([]);
  });

  it('gives up a record that never ends', async () => {
    const { ours, bucket } = sealed();
    let given = 0;
    bucket.read = async () =>
      (async function* () {
        for (;;) {
          given += 2 ** 20;
          yield Buffer.alloc(2 ** 20);
        }
      })();

    await expect(ours.read(key)).rejects.toMatchObject({
      code: 'backup-damaged',
      message: `${key} in bucket ours is longer than 67108864 bytes, so it is no record of a backup.`,
    });
    expect(given).toBe(65 * 2 ** 20);
  });
});
