import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf } from './address.ts';
import { compareBytes } from './compare-bytes.ts';
import { findBucket } from './find-bucket.ts';
import { s3Arn } from './state.ts';
import { xmlOutput } from './xml.ts';

/**
 * Lists what is there, and in a bucket with Object Lock what was there before. Without one the sandbox keeps no older
 * versions, and each object has the one that S3 calls `null`.
 */
export const listObjectVersions = defineOperation<RestInput, RestOutput>({
  action: 's3:ListBucketVersions',
  resources: (input, scope) => s3Arn(scope, bucketOf(input)),
  handle(input, scope) {
    const { query } = input;
    const { name, objects, older } = findBucket(scope, bucketOf(input));
    const { prefix = '', 'key-marker': after = '' } = query;
    const limit = Math.min(Number(query['max-keys'] ?? 1000), 1000);
    const found = [...objects.values(), ...older.toReversed()]
      .filter(({ key }) => key.startsWith(prefix) && compareBytes(key, after) > 0)
      .sort((one, other) => compareBytes(one.key, other.key));
    const page = found.slice(0, limit);
    const current = new Set(objects.values());
    const isTruncated = page.length < found.length;
    return xmlOutput('ListVersionsResult', {
      Name: name,
      Prefix: prefix,
      KeyMarker: after,
      MaxKeys: limit,
      IsTruncated: isTruncated,
      ...(isTruncated && {
        NextKeyMarker: page.at(-1)?.key,
        NextVersionIdMarker: page.at(-1)?.version?.id ?? 'null',
      }),
      Version: page.map((object) => ({
        Key: object.key,
        VersionId: object.version?.id ?? 'null',
        IsLatest: current.has(object),
        LastModified: new Date(object.lastModified).toISOString(),
        ETag: object.etag,
        Size: object.size,
        StorageClass: 'STANDARD',
      })),
    });
  },
});
