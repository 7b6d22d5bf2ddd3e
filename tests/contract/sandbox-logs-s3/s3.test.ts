import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { aBucket, textOf } from './store-world.ts';

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
