import { AwsError } from '../../kernel/errors.ts';
import type { Scope } from '../../kernel/world.ts';
import { findVersion } from './object-lock.ts';
import { type Bucket, type MultipartUpload, type StoredObject, s3State } from './state.ts';

/**
 * The bucket of that name. Declines with NoSuchBucket, and with PermanentRedirect when the caller speaks to a
 * Region the bucket does not live in.
 */
export function findBucket(scope: Scope, name: string): Bucket {
  const bucket = s3State(scope).buckets.get(name);
  if (!bucket) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', {
      status: 404,
      members: { BucketName: name },
    });
  }
  if (bucket.region !== scope.region) {
    throw new AwsError(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      { status: 301, members: { Bucket: name, Region: bucket.region } },
    );
  }
  return bucket;
}

/** The object of that key, or NoSuchKey; with a version's id that version, or NoSuchVersion. */
export function findObject(
  bucket: Bucket,
  { key, versionId }: { key: string; versionId?: string | undefined },
): StoredObject {
  const object = versionId === undefined ? bucket.objects.get(key) : findVersion(bucket, key, versionId);
  if (object) return object;
  throw versionId === undefined
    ? new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, members: { Key: key } })
    : new AwsError('NoSuchVersion', 'The specified version does not exist.', {
        status: 404,
        members: { Key: key, VersionId: versionId },
      });
}

/** The multipart upload that a request names, or NoSuchUpload. */
export function findUpload(bucket: Bucket, request: { key: string; uploadId: string }): MultipartUpload {
  const upload = bucket.uploads.get(request.uploadId);
  if (!upload || upload.key !== request.key) {
    throw new AwsError(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      { status: 404, members: { UploadId: request.uploadId } },
    );
  }
  return upload;
}
