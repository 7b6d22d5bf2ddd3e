import { AwsError } from '../../kernel/errors.ts';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf } from './address.ts';
import { compareBytes } from './compare-bytes.ts';
import { findBucket, findObject } from './find-bucket.ts';
import { type Bucket, type StoredObject, s3Arn } from './state.ts';
import { xmlOutput } from './xml.ts';

interface Page {
  readonly objects: StoredObject[];
  readonly prefixes: string[];
  readonly isTruncated: boolean;
  /** The last key or common prefix of the page. */
  readonly last: string;
}

/** Lists keys in order of their UTF-8 bytes, rolled up at the delimiter, at most a thousand a page. */
export const listObjectsV2 = defineOperation<RestInput, RestOutput>({
  action: 's3:ListBucket',
  resources: (input, scope) => s3Arn(scope, bucketOf(input)),
  conditions: (input) => ({ 's3:prefix': input.query['prefix'] ?? '' }),
  handle({ parameters, query, headers, body }, scope) {
    const bucket = findBucket(scope, bucketOf({ parameters, query, headers, body }));
    const limit = Math.min(Number(query['max-keys'] ?? 1000), 1000);
    const token = query['continuation-token'];
    const after = token === undefined ? (query['start-after'] ?? '') : readToken(token);
    const page = pageOf(bucket, { ...query, after, limit });
    const encode = query['encoding-type'] === 'url' ? encodeURIComponent : (text: string) => text;
    return xmlOutput('ListBucketResult', {
      Name: bucket.name,
      Prefix: encode(query['prefix'] ?? ''),
      Delimiter: query['delimiter'],
      MaxKeys: limit,
      EncodingType: query['encoding-type'],
      KeyCount: page.objects.length + page.prefixes.length,
      IsTruncated: page.isTruncated,
      ContinuationToken: token,
      NextContinuationToken: page.isTruncated ? Buffer.from(page.last).toString('base64url') : undefined,
      StartAfter: query['start-after'],
      Contents: page.objects.map(({ key, lastModified, etag, size }) => ({
        Key: encode(key),
        LastModified: new Date(lastModified).toISOString(),
        ETag: etag,
        Size: size,
        StorageClass: 'STANDARD',
      })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    });
  },
});

function readToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (key === '') {
    throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect', {
      members: { ArgumentName: 'continuation-token' },
    });
  }
  return key;
}

function pageOf(
  bucket: Bucket,
  options: { prefix?: string; delimiter?: string; after: string; limit: number },
): Page {
  const { prefix = '', delimiter = '', after, limit } = options;
  const keys = [...bucket.objects.keys()].filter((key) => key.startsWith(prefix)).sort(compareBytes);
  const objects: StoredObject[] = [];
  const prefixes: string[] = [];
  let last = '';
  for (const key of keys) {
    const rolledUp = prefixUpTo(delimiter, key, prefix.length);
    const entry = rolledUp ?? key;
    if (entry === last || compareBytes(entry, after) <= 0) continue;
    if (objects.length + prefixes.length === limit) return { objects, prefixes, isTruncated: true, last };
    if (rolledUp !== undefined) prefixes.push(rolledUp);
    else objects.push(findObject(bucket, { key }));
    last = entry;
  }
  return { objects, prefixes, isTruncated: false, last };
}

/** The key's beginning up to the first delimiter after `from`; absent when it has none. */
function prefixUpTo(delimiter: string, key: string, from: number): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, from);
  return end === -1 ? undefined : key.slice(0, end + delimiter.length);
}
