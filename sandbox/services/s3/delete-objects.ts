import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf, keyOf } from './address.ts';
import { findBucket } from './find-bucket.ts';
import { removeObject } from './objects.ts';
import { s3Arn } from './state.ts';
import { readXmlList, xmlOutput } from './xml.ts';

export const deleteObject = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, scope) {
    await removeObject(scope, findBucket(scope, bucketOf(input)), keyOf(input));
    return { status: 204, body: '' };
  },
});

/** Deletes up to a thousand keys; IAM asks for `s3:DeleteObject` on each. */
export const deleteObjects = defineOperation<RestInput, RestOutput>({
  action: 's3:DeleteObject',
  resources: (input, scope) => keysOf(input).map((key) => s3Arn(scope, bucketOf(input), key)),
  async handle(input, scope) {
    const bucket = findBucket(scope, bucketOf(input));
    const keys = keysOf(input);
    for (const key of keys) await removeObject(scope, bucket, key);
    return xmlOutput('DeleteResult', { Deleted: keys.map((key) => ({ Key: key })) });
  },
});

function keysOf(input: RestInput): string[] {
  const objects = readXmlList(input.body, { root: 'Delete', element: 'Object' });
  return objects.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}
