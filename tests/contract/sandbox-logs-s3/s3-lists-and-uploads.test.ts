import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesOnDisk } from '../../../sandbox/services/s3/object-files-on-disk.ts';
import { getObject, putObject } from '../../../sandbox/services/s3/objects.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { aBucket, textOf } from './store-world.ts';

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

  it('takes a range of another object as a part', async () => {
    const { client } = await aBucket();
    await client.send(new PutObjectCommand({ Bucket: 'harbor', Key: 'a', Body: '0123456789' }));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));

    const { CopyPartResult } = await client.send(
      new UploadPartCopyCommand({
        ...upload,
        UploadId,
        PartNumber: 1,
        CopySource: 'harbor/a',
        CopySourceRange: 'bytes=2-5',
      }),
    );
    const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }),
    );

    expect(await textOf(client, 'big')).toBe('2345');
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
