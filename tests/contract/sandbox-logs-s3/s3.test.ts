import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/kernel/world.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { objectFilesOnDisk } from '../../../sandbox/services/s3/object-files-on-disk.ts';
import { getObject, putObject } from '../../../sandbox/services/s3/objects.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

function aStore(): { world: World; client: S3Client } {
  const world = aWorld({ now: () => Date.parse('2026-03-02T09:00:00Z') });
  objectFiles.provide(world, objectFilesInMemory());
  return { world, client: new S3Client(inProcessClientConfig(world)) };
}

async function aBucket(): Promise<{ world: World; client: S3Client }> {
  const store = aStore();
  await store.client.send(new CreateBucketCommand({ Bucket: 'harbor' }));
  return store;
}

async function textOf(client: S3Client, key: string, range?: string): Promise<string | undefined> {
  const answer = await client.send(
    new GetObjectCommand({ Bucket: 'harbor', Key: key, ...(range ? { Range: range } : {}) }),
  );
  return await answer.Body?.transformToString();
}

describe('buckets', () => {
  it('are made, listed, found and deleted when empty', async () => {
    const { client } = await aBucket();

    const buckets = await client.send(new ListBucketsCommand({}));
    const head = await client.send(new HeadBucketCommand({ Bucket: 'harbor' }));
    await client.send(new PutObjectCommand({ Bucket: 'harbor', Key: 'a', Body: 'x' }));
    const tooEarly = client.send(new DeleteBucketCommand({ Bucket: 'harbor' }));

    expect(buckets.Buckets?.map(({ Name }) => Name)).toEqual(['harbor']);
    expect(head.BucketRegion).toBe('us-east-1');
    await expect(tooEarly).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    await client.send(new DeleteObjectCommand({ Bucket: 'harbor', Key: 'a' }));
    await client.send(new DeleteBucketCommand({ Bucket: 'harbor' }));
    const gone = client.send(new HeadBucketCommand({ Bucket: 'harbor' }));
    await expect(gone).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('redirect callers of another Region', async () => {
    const { world } = await aBucket();
    const elsewhere = new S3Client(inProcessClientConfig(world, { region: 'eu-west-1' }));

    const listing = elsewhere.send(new ListObjectsV2Command({ Bucket: 'harbor' }));

    await expect(listing).rejects.toMatchObject({ name: 'PermanentRedirect' });
  });
});

describe('objects', () => {
  it('come back as they were put, with type and metadata', async () => {
    const { client } = await aBucket();
    const put = await client.send(
      new PutObjectCommand({
        Bucket: 'harbor',
        Key: 'dir/größe & more.txt',
        Body: 'hello',
        ContentType: 'text/plain',
        Metadata: { origin: 'test' },
      }),
    );

    const head = await client.send(new HeadObjectCommand({ Bucket: 'harbor', Key: 'dir/größe & more.txt' }));

    expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(put.ChecksumCRC32).toBe('NhCmhg==');
    expect(head).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/plain',
      Metadata: { origin: 'test' },
      LastModified: new Date('2026-03-02T09:00:00Z'),
    });
    expect(await textOf(client, 'dir/größe & more.txt')).toBe('hello');
  });

  it('are read by ranges', async () => {
    const { client } = await aBucket();
    await client.send(new PutObjectCommand({ Bucket: 'harbor', Key: 'a', Body: '0123456789' }));

    expect(await textOf(client, 'a', 'bytes=2-4')).toBe('234');
    expect(await textOf(client, 'a', 'bytes=7-')).toBe('789');
    expect(await textOf(client, 'a', 'bytes=-2')).toBe('89');
    await expect(textOf(client, 'a', 'bytes=10-12')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('are taken from a stream, in chunks with a trailing checksum', async () => {
    const { client } = await aBucket();
    const body = Readable.from([Buffer.from('hello '), Buffer.from('stream')]);

    await client.send(
      new PutObjectCommand({ Bucket: 'harbor', Key: 'streamed', Body: body, ContentLength: 12 }),
    );

    expect(await textOf(client, 'streamed')).toBe('hello stream');
  });

  it('are refused when their checksum does not fit', async () => {
    const { client } = await aBucket();

    const putting = client.send(
      new PutObjectCommand({ Bucket: 'harbor', Key: 'a', Body: 'x', ChecksumCRC32: 'AAAAAA==' }),
    );

    await expect(putting).rejects.toMatchObject({ name: 'BadDigest' });
  });

  it('are not overwritten under If-None-Match', async () => {
    const { client } = await aBucket();
    const put = new PutObjectCommand({ Bucket: 'harbor', Key: 'a', Body: 'x', IfNoneMatch: '*' });

    await client.send(put);

    await expect(client.send(put)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('that do not exist are NoSuchKey to read and NotFound to head', async () => {
    const { client } = await aBucket();

    const head = client.send(new HeadObjectCommand({ Bucket: 'harbor', Key: 'none' }));

    await expect(textOf(client, 'none')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(head).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('are copied with their metadata', async () => {
    const { client } = await aBucket();
    await client.send(
      new PutObjectCommand({ Bucket: 'harbor', Key: 'a b', Body: 'x', Metadata: { origin: 'a' } }),
    );

    const copy = await client.send(
      new CopyObjectCommand({ Bucket: 'harbor', Key: 'c', CopySource: 'harbor/a%20b' }),
    );
    const head = await client.send(new HeadObjectCommand({ Bucket: 'harbor', Key: 'c' }));

    expect(copy.CopyObjectResult?.ETag).toBe('"9dd4e461268c8034f5c8564e155c67a6"');
    expect(head.Metadata).toEqual({ origin: 'a' });
  });
});

describe('ListObjectsV2', () => {
  it('rolls keys up at the delimiter', async () => {
    const { client } = await aBucket();
    for (const Key of ['a/1', 'a/2', 'b', 'c/1']) {
      await client.send(new PutObjectCommand({ Bucket: 'harbor', Key, Body: Key }));
    }

    const list = await client.send(new ListObjectsV2Command({ Bucket: 'harbor', Delimiter: '/' }));

    expect(list.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['b', 1]]);
    expect(list.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['a/', 'c/']);
    expect(list.KeyCount).toBe(3);
  });

  it('pages with a token', async () => {
    const { client } = await aBucket();
    for (const Key of ['k1', 'k2', 'k3']) {
      await client.send(new PutObjectCommand({ Bucket: 'harbor', Key, Body: Key }));
    }

    const first = await client.send(new ListObjectsV2Command({ Bucket: 'harbor', MaxKeys: 2 }));
    const second = await client.send(
      new ListObjectsV2Command({ Bucket: 'harbor', ContinuationToken: first.NextContinuationToken }),
    );

    expect(first.IsTruncated).toBe(true);
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(['k1', 'k2']);
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['k3']);
    expect(second.IsTruncated).toBe(false);
  });
});

describe('DeleteObjects', () => {
  it('deletes several keys, known or not', async () => {
    const { client } = await aBucket();
    await client.send(new PutObjectCommand({ Bucket: 'harbor', Key: 'a&b', Body: 'x' }));

    const answer = await client.send(
      new DeleteObjectsCommand({
        Bucket: 'harbor',
        Delete: { Objects: [{ Key: 'a&b' }, { Key: 'none' }] },
      }),
    );
    const list = await client.send(new ListObjectsV2Command({ Bucket: 'harbor' }));

    expect(answer.Deleted?.map(({ Key }) => Key)).toEqual(['a&b', 'none']);
    expect(list.KeyCount).toBe(0);
  });
});

describe('a multipart upload', () => {
  const upload = { Bucket: 'harbor', Key: 'big' };

  it('puts its parts together', async () => {
    const { client } = await aBucket();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
    const bodies = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')];
    const Parts = [];
    for (const [index, Body] of bodies.entries()) {
      const part = { ...upload, UploadId, PartNumber: index + 1, Body };
      const { ETag } = await client.send(new UploadPartCommand(part));
      Parts.push({ PartNumber: index + 1, ETag });
    }

    const done = await client.send(
      new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }),
    );
    const head = await client.send(new HeadObjectCommand(upload));

    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(head.ContentLength).toBe(5 * 1024 * 1024 + 3);
    expect(await textOf(client, 'big', 'bytes=-4')).toBe('aend');
  });

  it('is gone when aborted', async () => {
    const { client } = await aBucket();
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));

    await client.send(new AbortMultipartUploadCommand({ ...upload, UploadId }));
    const part = client.send(new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'x' }));

    await expect(part).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});

describe('objects on disk', () => {
  it('are written, replaced and read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-s3-'));
    const world = aWorld({ folder });
    objectFiles.provide(world, objectFilesOnDisk(folder));
    const client = new S3Client(inProcessClientConfig(world));
    await client.send(new CreateBucketCommand({ Bucket: 'harbor' }));

    await putObject(aScope(world), { bucket: 'harbor', key: 'a', body: 'first' });
    await putObject(aScope(world), { bucket: 'harbor', key: 'a', body: 'second' });
    const { body } = await getObject(aScope(world), { bucket: 'harbor', key: 'a' });

    expect(Buffer.from(body).toString()).toBe('second');
    await rm(folder, { recursive: true });
  });
});
