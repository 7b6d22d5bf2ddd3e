import { AwsError } from '../../kernel/errors.ts';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf } from './address.ts';
import { makeBucket } from './make-bucket.ts';
import { s3Arn, s3State } from './state.ts';

/** Makes a bucket in the Region that the request is signed for. */
export const createBucket = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input)),
  handle(input, scope) {
    const name = bucketOf(input);
    if (s3State(scope).buckets.has(name)) {
      throw new AwsError(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        { status: 409, members: { BucketName: name } },
      );
    }
    makeBucket(scope, name);
    return { status: 200, headers: { location: `/${name}` }, body: '' };
  },
});
