import { createHash } from 'node:crypto';
import type { ObjectAddress } from '../../kernel/offers/s3.ts';
import type { Scope } from '../../kernel/world.ts';
import { findBucket, findObject } from './find-bucket.ts';
import { objectFiles } from './object-files.ts';
import type { Bucket, ObjectHeaders, StoredObject } from './state.ts';

/** Stores an object, in place of one with the same key. Declines with NoSuchBucket. */
export async function putObject(
  scope: Scope,
  object: ObjectAddress & { body: Uint8Array | string; headers?: ObjectHeaders; etag?: string },
): Promise<StoredObject> {
  const bucket = findBucket(scope, object.bucket);
  const bytes = typeof object.body === 'string' ? Buffer.from(object.body) : object.body;
  const stored: StoredObject = {
    key: object.key,
    file: scope.world.ids.hex(32),
    size: bytes.byteLength,
    etag: object.etag ?? `"${createHash('md5').update(bytes).digest('hex')}"`,
    lastModified: scope.world.clock.now(),
    headers: object.headers ?? {},
  };
  await objectFiles.of(scope.world).write(stored.file, bytes);
  const previous = bucket.objects.get(object.key);
  bucket.objects.set(object.key, stored);
  if (previous) await objectFiles.of(scope.world).remove(previous.file);
  return stored;
}

/** An object and its bytes. Declines with NoSuchBucket or NoSuchKey. */
export async function getObject(
  scope: Scope,
  address: ObjectAddress,
): Promise<StoredObject & { body: Uint8Array }> {
  const object = findObject(findBucket(scope, address.bucket), address.key);
  return { ...object, body: await objectFiles.of(scope.world).read(object.file) };
}

/** Removes an object; one that does not exist is no error, as on S3. */
export async function removeObject(scope: Scope, bucket: Bucket, key: string): Promise<void> {
  const object = bucket.objects.get(key);
  if (!object) return;
  bucket.objects.delete(key);
  await objectFiles.of(scope.world).remove(object.file);
}
