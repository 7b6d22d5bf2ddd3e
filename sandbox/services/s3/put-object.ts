import { AwsError } from '../../kernel/errors.ts';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { bucketOf, keyOf } from './address.ts';
import { copyObject } from './copy-object.ts';
import { findBucket } from './find-bucket.ts';
import { refuseWithoutChecksum } from './object-lock.ts';
import { putObject as storeObject } from './objects.ts';
import { readPayload } from './read-payload.ts';
import { s3Arn } from './state.ts';

/** PutObject, and CopyObject: on the wire both are a PUT of the key, told apart by `x-amz-copy-source`. */
export const putObject = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, context) {
    const bucket = bucketOf(input);
    const key = keyOf(input);
    refuseOnCondition(context, input);
    if (input.headers['x-amz-copy-source'] !== undefined) return copyObject(input, context);
    refuseWithoutChecksum(findBucket(context, bucket), input, 'Object');
    const { bytes, headers, checksums } = readPayload(input);
    const { etag, version } = await storeObject(context, { bucket, key, body: bytes, headers });
    const id = version && { 'x-amz-version-id': version.id };
    return { status: 200, headers: { etag, ...checksums, ...id }, body: '' };
  },
});

/** Conditional writes: `If-None-Match: *` makes only, `If-Match` replaces only what the caller has seen. */
function refuseOnCondition(scope: Scope, input: RestInput): void {
  const current = findBucket(scope, bucketOf(input)).objects.get(keyOf(input));
  const ifMatch = input.headers['if-match'];
  const isRefused =
    (input.headers['if-none-match'] === '*' && current !== undefined) ||
    (ifMatch !== undefined && current?.etag !== ifMatch);
  if (!isRefused) return;
  throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
  });
}
