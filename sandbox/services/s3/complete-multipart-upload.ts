import { createHash } from 'node:crypto';
import { AwsError } from '../../kernel/errors.ts';
import { defineOperation, type RestInput, type RestOutput } from '../../kernel/service.ts';
import { bucketOf, keyOf } from './address.ts';
import { findBucket, findUpload } from './find-bucket.ts';
import { objectFiles } from './object-files.ts';
import { putObject } from './objects.ts';
import { type MultipartUpload, s3Arn, type UploadPart } from './state.ts';
import { readXmlList, xmlOutput } from './xml.ts';

/** Every part but the last must have this size (S3's multipart upload limits). */
const SMALLEST_PART_BYTES = 5 * 1024 * 1024;

/** Puts the parts together; the ETag is that of S3: the MD5 of the parts' MD5s, and their number. */
export const completeMultipartUpload = defineOperation<RestInput, RestOutput>({
  action: 's3:PutObject',
  resources: (input, scope) => s3Arn(scope, bucketOf(input), keyOf(input)),
  async handle(input, scope) {
    const bucket = findBucket(scope, bucketOf(input));
    const key = keyOf(input);
    const upload = findUpload(bucket, { key, uploadId: input.query['uploadId'] ?? '' });
    const parts = partsOf(upload, input.body);
    const files = objectFiles.of(scope.world);
    const pieces: Uint8Array[] = [];
    for (const part of parts) pieces.push(await files.read(part.file));
    const digest = createHash('md5').update(Buffer.from(parts.map((part) => part.md5).join(''), 'hex'));
    const etag = `"${digest.digest('hex')}-${parts.length}"`;
    const body = Buffer.concat(pieces);
    await putObject(scope, { bucket: bucket.name, key, body, headers: upload.headers, etag });
    bucket.uploads.delete(upload.id);
    for (const part of upload.parts.values()) await files.remove(part.file);
    return xmlOutput('CompleteMultipartUploadResult', {
      Location: `${scope.world.endpoint}/${bucket.name}/${encodeURIComponent(key)}`,
      Bucket: bucket.name,
      Key: key,
      ETag: etag,
    });
  },
});

function partsOf(upload: MultipartUpload, body: Uint8Array): UploadPart[] {
  const listed = readXmlList(body, { root: 'CompleteMultipartUpload', element: 'Part' });
  const parts = listed.map(({ PartNumber, ETag }) => {
    const part = upload.parts.get(Number(PartNumber));
    if (part && part.md5 === ETag?.replaceAll('"', '')) return part;
    throw new AwsError(
      'InvalidPart',
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      { members: { UploadId: upload.id, PartNumber, ETag } },
    );
  });
  if (parts.some((part, index) => part.partNumber <= (parts[index - 1]?.partNumber ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  }
  if (parts.slice(0, -1).some((part) => part.size < SMALLEST_PART_BYTES)) {
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return parts;
}
