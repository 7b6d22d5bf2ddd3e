import { AwsError } from '../../kernel/errors.ts';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf } from './address.ts';
import { findBucket } from './find-bucket.ts';
import { refuseWhenNotEmpty } from './make-bucket.ts';
import { s3Arn, s3State } from './state.ts';
import { xmlOutput } from './xml.ts';

export const listBuckets = defineOperation<RestInput, RestOutput>({
  action: 's3:ListAllMyBuckets',
  resources: () => '*',
  handle(_input, scope) {
    const buckets = [...s3State(scope).buckets.values()].sort((one, other) =>
      one.name < other.name ? -1 : 1,
    );
    return xmlOutput('ListAllMyBucketsResult', {
      Owner: { ID: scope.account, DisplayName: scope.account },
      Buckets: {
        Bucket: buckets.map(({ name, creationDate, region }) => ({
          Name: name,
          CreationDate: new Date(creationDate).toISOString(),
          BucketRegion: region,
        })),
      },
    });
  },
});

export const headBucket = defineOperation<RestInput, RestOutput>({
  action: 's3:ListBucket',
  resources: (input, scope) => s3Arn(scope, bucketOf(input)),
  handle(input, scope) {
    const bucket = s3State(scope).buckets.get(bucketOf(input));
    // A HEAD answer has no body to tell the code in; clients make NotFound of the status.
    if (!bucket) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    const { region } = findBucket(scope, bucket.name);
    return { status: 200, headers: { 'x-amz-bucket-region': region }, body: '' };
  },
});

/** Tells a bucket's Region; us-east-1 is written as nothing, as S3 does. */
export const getBucketLocation = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input)),
  handle(input, scope) {
    const { region } = findBucket(scope, bucketOf(input));
    const text = region === 'us-east-1' ? '' : region;
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${text}</LocationConstraint>`,
    };
  },
});

export const deleteBucket = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input)),
  handle(input, scope) {
    const bucket = findBucket(scope, bucketOf(input));
    refuseWhenNotEmpty(bucket);
    s3State(scope).buckets.delete(bucket.name);
    return { status: 204, body: '' };
  },
});
