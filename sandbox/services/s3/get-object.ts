import { AwsError } from '../../kernel/errors.ts';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf, keyOf } from './address.ts';
import { findBucket } from './find-bucket.ts';
import { getObject as readObject } from './objects.ts';
import { type LockedVersion, type StoredObject, s3Arn } from './state.ts';

export const getObject = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, scope) {
    const { body, ...object } = await readObject(scope, {
      bucket: bucketOf(input),
      key: keyOf(input),
      versionId: input.query['versionId'],
    });
    if (input.headers['if-none-match'] === object.etag) {
      return { status: 304, headers: { etag: object.etag }, body: '' };
    }
    const headers = headersOf(object, input);
    const range = rangeOf(input.headers['range'], object.size);
    if (!range) return { status: 200, headers, body };
    const part = body.subarray(range.start, range.end + 1);
    // The checksum is of the whole object, so a part is answered without it.
    delete headers['x-amz-checksum-crc32'];
    return {
      status: 206,
      headers: {
        ...headers,
        'content-length': String(part.byteLength),
        'content-range': `bytes ${range.start}-${range.end}/${object.size}`,
      },
      body: part,
    };
  },
});

export const headObject = defineOperation<RestInput, RestOutput>({
  action: 's3:GetObject',
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  handle(input, scope) {
    const object = findBucket(scope, bucketOf(input)).objects.get(keyOf(input));
    // A HEAD answer has no body to tell the code in; clients make NotFound of the status.
    if (!object) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    return { status: 200, headers: headersOf(object, input), body: '' };
  },
});

function headersOf(object: StoredObject, input: RestInput): Record<string, string> {
  const { 'x-amz-checksum-crc32': checksum, ...own } = object.headers;
  const wantsChecksum = input.headers['x-amz-checksum-mode'] === 'ENABLED';
  return {
    'content-type': 'binary/octet-stream',
    ...own,
    ...(wantsChecksum && checksum ? { 'x-amz-checksum-crc32': checksum } : {}),
    'content-length': String(object.size),
    etag: object.etag,
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    ...(object.version && lockHeaders(object.version)),
  };
}

function lockHeaders({ id, mode, retainUntil }: LockedVersion): Record<string, string> {
  return {
    'x-amz-version-id': id,
    'x-amz-object-lock-mode': mode,
    'x-amz-object-lock-retain-until-date': new Date(retainUntil).toISOString(),
  };
}

/** The first and last byte asked for. A range that S3 does not understand means the whole object. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const isSuffix = match[1] === '';
  const start = isSuffix ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = isSuffix || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size || end < start) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      members: { ActualObjectSize: String(size), RangeRequested: header },
    });
  }
  return { start, end };
}
