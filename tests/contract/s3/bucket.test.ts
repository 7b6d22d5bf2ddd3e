import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { addFault } from '../../../sandbox/kernel/faults.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { makeBucket } from '../../../sandbox/services/s3/make-bucket.ts';
import { s3Bucket } from '../../../shared/aws/s3.ts';
import type { Bucket } from '../../../shared/core/bucket.ts';
import { aSandbox } from '../../support/a-sandbox.ts';

const region = 'eu-west-1';
const MiB = 1024 * 1024;

let sandbox: Sandbox;
let bucket: Bucket;
beforeAll(async () => {
  sandbox = await aSandbox();
  makeBucket(scopeOf(sandbox.world, region), 'ours');
  bucket = open('ours');
});
afterAll(() => sandbox.stop());

function open(name: string, secretAccessKey = 'test'): Bucket {
  return s3Bucket({
    bucket: name,
    region,
    endpoint: sandbox.world.endpoint,
    credentials: () => Promise.resolve({ accessKeyId: 'test', secretAccessKey }),
    clock: sandbox.world.clock,
  });
}

async function* bytesOf(sizes: readonly number[], failure?: Error): AsyncGenerator<Buffer> {
  for (const [index, size] of sizes.entries()) yield Buffer.alloc(size, index + 1);
  if (failure) throw failure;
}

async function read(key: string): Promise<Buffer | undefined> {
  const bytes = await bucket.read(key);
  if (bytes === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Uploads that were begun and neither ended nor aborted. */
function unfinished(): number {
  return makeBucket(scopeOf(sandbox.world, region), 'ours').uploads.size;
}

describe('a bucket with Object Lock', () => {
  it('takes records, short bundles and those in parts: each brings the checksum that S3 asks for', async () => {
    makeBucket(scopeOf(sandbox.world, region), 'locked').lock = { mode: 'COMPLIANCE', days: 1 };
    const locked = open('locked');

    expect(await locked.create('a/0000.json', Buffer.from('{}'))).toBe(true);
    expect(await locked.upload('a/0000-r.bundle', bytesOf([3]))).toBe(3);
    expect(await locked.upload('a/0001-r.bundle', bytesOf([9 * MiB, MiB]))).toBe(10 * MiB);
  });
});

describe('a bucket', () => {
  it.each([
    ['nothing', []],
    ['little', [3, 4]],
    ['one part exactly', [8 * MiB]],
    ['three parts', [5 * MiB, 7 * MiB, 8 * MiB]],
  ])('holds %s as it was streamed', async (name, sizes) => {
    const key = `a/${name.replaceAll(' ', '-')}`;

    const length = await bucket.upload(key, bytesOf(sizes));

    const expected = Buffer.concat(sizes.map((size, index) => Buffer.alloc(size, index + 1)));
    expect(length).toBe(expected.length);
    expect((await read(key))?.equals(expected)).toBe(true);
    expect(unfinished()).toBe(0);
  });

  it('keeps nothing of a stream that fails', async () => {
    const upload = bucket.upload('b/cut', bytesOf([9 * MiB, 9 * MiB], new Error('the source went away')));

    await expect(upload).rejects.toThrow('the source went away');
    expect(await read('b/cut')).toBeUndefined();
    expect(unfinished()).toBe(0);
  });

  it('keeps nothing of an upload of which S3 refuses a part', async () => {
    const fault = { service: 's3', operation: 'UploadPart', kind: 'fail-before' } as const;
    addFault(sandbox.world, { ...fault, times: 20 });

    await expect(bucket.upload('b/refused', bytesOf([9 * MiB, 9 * MiB]))).rejects.toThrow(
      /^S3 UploadPart on ours\/b\/refused failed: /,
    );
    expect(unfinished()).toBe(0);
  });

  it('is asked again when it is busy', async () => {
    addFault(sandbox.world, { service: 's3', operation: 'PutObject', kind: 'throttle', times: 2 });

    expect(await bucket.create('c/busy.json', Buffer.from('1'))).toBe(true);
  });

  it('takes an object of one name once', async () => {
    expect(await bucket.create('c/once.json', Buffer.from('first'))).toBe(true);
    expect(await bucket.create('c/once.json', Buffer.from('second'))).toBe(false);
    expect(String(await read('c/once.json'))).toBe('first');
  });

  it('lists more objects than fit a page, and folders, in order', async () => {
    const keys = Array.from({ length: 1001 }, (_, index) => `d/${String(index).padStart(4, '0')}/x`);
    for (const key of keys) await bucket.create(key, Buffer.from('x'));

    expect((await bucket.list('d/')).map(({ key }) => key)).toEqual(keys);
    expect((await bucket.folders('d/')).at(-1)).toBe('1000');
    expect(await bucket.list('d/0007/')).toEqual([{ key: 'd/0007/x', size: 1 }]);
    expect(await bucket.folders('nothing/')).toEqual([]);
  });

  it('that does not exist, or that others own, is told in words', async () => {
    await expect(open('nowhere').list('')).rejects.toThrow(
      'S3 ListObjectsV2 on bucket nowhere failed: The specified bucket does not exist',
    );
    await expect(open('ours', 'wrong').list('')).rejects.toMatchObject({ code: 'access-denied' });
  });
});
