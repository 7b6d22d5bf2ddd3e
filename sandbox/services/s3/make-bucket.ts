import { AwsError } from '../../kernel/errors.ts';
import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import type { Scope } from '../../kernel/world.ts';
import { type Bucket, type ObjectLock, s3Arn, s3State } from './state.ts';

/** The bucket of that name, made in this Region when missing. Declines with InvalidBucketName. */
export function makeBucket(scope: Scope, name: string): Bucket {
  const { buckets } = s3State(scope);
  const existing = buckets.get(name);
  if (existing) return existing;
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..')) {
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', {
      members: { BucketName: name },
    });
  }
  const bucket: Bucket = {
    name,
    region: scope.region,
    creationDate: scope.world.clock.now(),
    objects: new Map(),
    uploads: new Map(),
    policy: undefined,
    lock: undefined,
    older: [],
  };
  buckets.set(name, bucket);
  return bucket;
}

/** Makes an `AWS::S3::Bucket`; one that exists keeps its objects. */
export function makeBucketResource(request: ResourceRequest): ResourceResult {
  const { scope, properties, generatedName } = request;
  const given = properties['BucketName'];
  const name = typeof given === 'string' ? given : generatedName.toLowerCase();
  makeBucket(scope, name).lock = lockOf(properties['ObjectLockConfiguration']);
  const domain = `${name}.s3.amazonaws.com`;
  const regional = `${name}.s3.${scope.region}.amazonaws.com`;
  return {
    ref: name,
    attributes: { Arn: s3Arn(scope, name), DomainName: domain, RegionalDomainName: regional },
  };
}

/** What an `ObjectLockConfiguration` says of new objects; years count 365 days here. */
function lockOf(configuration: unknown): ObjectLock | undefined {
  const { Rule } = (configuration ?? {}) as { Rule?: { DefaultRetention?: Record<string, unknown> } };
  const { Mode, Days, Years } = Rule?.DefaultRetention ?? {};
  if (Mode !== 'GOVERNANCE' && Mode !== 'COMPLIANCE') return undefined;
  return { mode: Mode, days: Number(Days ?? Number(Years) * 365) };
}

/** Keeps an `AWS::S3::BucketPolicy` with its bucket. It is shown and not enforced: roles' own policies are. */
export function makeBucketPolicyResource(request: ResourceRequest): ResourceResult {
  const { scope, properties, logicalId } = request;
  const name = String(properties['Bucket']);
  const bucket = s3State(scope).buckets.get(name);
  if (!bucket) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
      status: 404,
      members: { BucketName: name },
    });
  }
  bucket.policy = properties['PolicyDocument'];
  return { ref: logicalId };
}

/** `AWS::S3::Bucket`: one that holds objects cannot be removed. */
export const bucketKind: ResourceKind = {
  nameProperty: 'BucketName',
  nameLimit: 63,
  make: makeBucketResource,
  remove({ scope, ref }) {
    const { buckets } = s3State(scope);
    const bucket = buckets.get(ref);
    if (bucket !== undefined) refuseWhenNotEmpty(bucket);
    buckets.delete(ref);
  },
  isTaken: (scope, name) => s3State(scope).buckets.has(name.toLowerCase()),
  // The resource's own schema names both as create-only (2026-11).
  replacing: ['BucketName', 'ObjectLockEnabled'],
  permissions: {
    on: ({ scope, name }) => s3Arn(scope, name.toLowerCase()),
    create: ['s3:CreateBucket'],
    update: ['s3:ListBucket'],
    delete: ['s3:DeleteBucket', 's3:ListBucket'],
    tag: ['s3:PutBucketTagging', 's3:TagResource'],
    untag: ['s3:UntagResource'],
    properties: {
      BucketEncryption: { set: ['s3:PutEncryptionConfiguration'] },
      VersioningConfiguration: { set: ['s3:PutBucketVersioning'] },
      ObjectLockEnabled: { set: ['s3:PutBucketObjectLockConfiguration'] },
      ObjectLockConfiguration: { set: ['s3:PutBucketObjectLockConfiguration'] },
      OwnershipControls: { set: ['s3:PutBucketOwnershipControls'] },
      PublicAccessBlockConfiguration: { set: ['s3:PutBucketPublicAccessBlock'] },
      LifecycleConfiguration: { set: ['s3:PutLifecycleConfiguration'] },
    },
  },
};

/** `AWS::S3::BucketPolicy`. */
export const bucketPolicyKind: ResourceKind = {
  make: makeBucketPolicyResource,
  remove({ scope, properties }) {
    const bucket = s3State(scope).buckets.get(String(properties['Bucket']));
    if (bucket !== undefined) bucket.policy = undefined;
  },
  replacing: ['Bucket'],
  permissions: {
    on: ({ scope, properties }) => s3Arn(scope, String(properties['Bucket'])),
    create: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
    update: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
    delete: ['s3:GetBucketPolicy', 's3:DeleteBucketPolicy'],
  },
};

/** Declines, in S3's words, the deletion of a bucket that holds objects. */
export function refuseWhenNotEmpty(bucket: Bucket): void {
  if (bucket.objects.size + bucket.older.length > 0)
    throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', {
      status: 409,
      members: { BucketName: bucket.name },
    });
}
