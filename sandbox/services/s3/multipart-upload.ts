import { createHash } from 'node:crypto';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { bucketOf, keyOf } from './address.ts';
import { readCopySource } from './copy-object.ts';
import { findBucket, findUpload } from './find-bucket.ts';
import { objectFiles } from './object-files.ts';
import { refuseWithoutChecksum } from './object-lock.ts';
import { keptHeaders, readPayload } from './read-payload.ts';
import { type MultipartUpload, s3Arn, type UploadPart } from './state.ts';
import { xmlOutput } from './xml.ts';

export const createMultipartUpload = defineOperation<RestInput, RestOutput>({
  action: 's3:PutObject',
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  handle(input, scope) {
    const bucket = findBucket(scope, bucketOf(input));
    const upload: MultipartUpload = {
      id: scope.world.ids.hex(64),
      key: keyOf(input),
      initiated: scope.world.clock.now(),
      headers: keptHeaders(input.headers),
      parts: new Map(),
    };
    bucket.uploads.set(upload.id, upload);
    return xmlOutput('InitiateMultipartUploadResult', {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
    });
  },
});

/** UploadPart, and UploadPartCopy: on the wire both are a PUT, told apart by `x-amz-copy-source`. */
export const uploadPart = defineOperation<RestInput, RestOutput>({
  action: 's3:PutObject',
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, context) {
    const bucket = findBucket(context, bucketOf(input));
    const upload = uploadOf(input, bucket);
    if (input.headers['x-amz-copy-source'] !== undefined) {
      const { body } = await readCopySource(input, context);
      const { etag } = await keepPart(context, upload, { number: partNumberOf(input), bytes: body });
      const now = new Date(context.world.clock.now()).toISOString();
      return xmlOutput('CopyPartResult', { LastModified: now, ETag: etag });
    }
    refuseWithoutChecksum(bucket, input, 'Part');
    const { bytes, checksums } = readPayload(input);
    const { etag } = await keepPart(context, upload, { number: partNumberOf(input), bytes });
    return { status: 200, headers: { etag, ...checksums }, body: '' };
  },
});

const partNumberOf = (input: RestInput) => Number(input.query['partNumber']);

async function keepPart(
  { world }: Scope,
  upload: MultipartUpload,
  { number, bytes }: { number: number; bytes: Uint8Array },
): Promise<UploadPart> {
  const md5 = createHash('md5').update(bytes).digest('hex');
  const file = world.ids.hex(32);
  const part = { partNumber: number, file, size: bytes.byteLength, etag: `"${md5}"`, md5 };
  await objectFiles.of(world).write(file, bytes);
  const previous = upload.parts.get(number);
  upload.parts.set(number, part);
  if (previous) await objectFiles.of(world).remove(previous.file);
  return part;
}

export const abortMultipartUpload = defineOperation<RestInput, RestOutput>({
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, scope) {
    const bucket = findBucket(scope, bucketOf(input));
    const upload = uploadOf(input, bucket);
    bucket.uploads.delete(upload.id);
    for (const part of upload.parts.values()) await objectFiles.of(scope.world).remove(part.file);
    return { status: 204, body: '' };
  },
});

function uploadOf(input: RestInput, bucket: Parameters<typeof findUpload>[0]): MultipartUpload {
  return findUpload(bucket, { key: keyOf(input), uploadId: input.query['uploadId'] ?? '' });
}
