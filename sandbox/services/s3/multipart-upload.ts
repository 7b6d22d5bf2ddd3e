import { createHash } from 'node:crypto';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf, keyOf } from './address.ts';
import { findBucket, findUpload } from './find-bucket.ts';
import { objectFiles } from './object-files.ts';
import { keptHeaders, readPayload } from './read-payload.ts';
import { type MultipartUpload, s3Arn } from './state.ts';
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

export const uploadPart = defineOperation<RestInput, RestOutput>({
  action: 's3:PutObject',
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, scope) {
    const upload = uploadOf(input, findBucket(scope, bucketOf(input)));
    const partNumber = Number(input.query['partNumber']);
    const { bytes, checksums } = readPayload(input);
    const md5 = createHash('md5').update(bytes).digest('hex');
    const part = { partNumber, file: scope.world.ids.hex(32), size: bytes.byteLength, etag: `"${md5}"`, md5 };
    await objectFiles.of(scope.world).write(part.file, bytes);
    const previous = upload.parts.get(partNumber);
    upload.parts.set(partNumber, part);
    if (previous) await objectFiles.of(scope.world).remove(previous.file);
    return { status: 200, headers: { etag: part.etag, ...checksums }, body: '' };
  },
});

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
