import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { s3State } from '../../../sandbox/services/s3/state.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { aBucket, textOf } from './store-world.ts';

const Bucket = 'harbor';

/** `harbor` with this default retention, as CloudFormation would have set it. */
async function lockedBucket(mode: 'GOVERNANCE' | 'COMPLIANCE') {
  const { world, client } = await aBucket();
  const bucket = s3State(scopeOf(world, 'us-east-1')).buckets.get(Bucket);
  if (bucket) bucket.lock = { mode, days: 2 };
  const put = (Body: string) => client.send(new PutObjectCommand({ Bucket, Key: 'a', Body }));
  return { world, client, put };
}

const refused = {
  name: 'AccessDenied',
  message: 'Access Denied because object protected by object lock.',
};

describe('a bucket with Object Lock', () => {
  it('keeps what is replaced or deleted, and tells until when', async () => {
    const { client, put } = await lockedBucket('COMPLIANCE');
    const first = await put('one');
    await put('two');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));

    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const old = await client.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: first.VersionId }));

    expect(Versions.map(({ IsLatest, Size }) => [IsLatest, Size])).toEqual([
      [false, 3],
      [false, 3],
    ]);
    expect(await old.Body?.transformToString()).toBe('one');
    expect([old.ObjectLockMode, old.ObjectLockRetainUntilDate]).toEqual([
      'COMPLIANCE',
      new Date('2026-03-04T09:00:00Z'),
    ]);
    await expect(textOf(client, 'a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it.each([
    ['GOVERNANCE', false, 'refused'],
    ['GOVERNANCE', true, 'deleted'],
    ['COMPLIANCE', true, 'refused'],
  ] as const)('refuses to delete a version under %s, bypass %s: %s', async (...[mode, bypass, outcome]) => {
    const { client, put } = await lockedBucket(mode);
    const { VersionId } = await put('one');

    const deleting = client.send(
      new DeleteObjectCommand({ Bucket, Key: 'a', VersionId, BypassGovernanceRetention: bypass }),
    );

    if (outcome === 'refused') await expect(deleting).rejects.toMatchObject(refused);
    else await deleting;
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions).toHaveLength(outcome === 'refused' ? 1 : 0);
  });

  it('refuses it among others that are deleted, and lets it go when its time is over', async () => {
    const { world, client, put } = await lockedBucket('COMPLIANCE');
    const { VersionId } = await put('one');
    const Delete = { Objects: [{ Key: 'a', VersionId }, { Key: 'b' }] };

    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    const bucket = s3State(scopeOf(world, 'us-east-1')).buckets.get(Bucket);
    const object = bucket?.objects.get('a');
    if (bucket && object?.version)
      bucket.objects.set('a', { ...object, version: { ...object.version, retainUntil: 0 } });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));

    expect(Deleted).toEqual([{ Key: 'b' }]);
    expect(Errors).toMatchObject([{ Key: 'a', VersionId, Code: 'AccessDenied', Message: refused.message }]);
    expect((await client.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toBeUndefined();
  });

  it('takes no object and no part without a checksum of its own', async () => {
    const { world } = await lockedBucket('GOVERNANCE');
    const client = new S3Client({
      ...inProcessClientConfig(world),
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'b' }));

    const object = client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    const part = client.send(new UploadPartCommand({ Bucket, Key: 'b', UploadId, PartNumber: 1, Body: 'x' }));

    await expect(object).rejects.toMatchObject({
      name: 'InvalidRequest',
      message:
        'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
    });
    await expect(part).rejects.toMatchObject({
      message:
        'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Part requests with Object Lock parameters',
    });
    // The MD5 of `x`.
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ContentMD5: 'ndTkYSaMgDT1yFZOFVxnpg==' }),
    );
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).toMatchObject({
      ContentLength: 1,
    });
  });
});
