import { createHash } from 'node:crypto';
import type { ObjectAddress } from '../../kernel/offers/s3.ts';
import type { Scope } from '../../kernel/world.ts';
import { findBucket, findObject } from './find-bucket.ts';
import { objectFiles } from './object-files.ts';
import { versionIn } from './object-lock.ts';
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
    ...versionIn(scope, bucket),
  };
  await objectFiles.of(scope.world).write(stored.file, bytes);
  const previous = bucket.objects.get(object.key);
  bucket.objects.set(object.key, stored);
  if (previous) await putAway(scope, bucket, previous);
  return stored;
}

/** An object and its bytes, or an older version of it. Declines with NoSuchBucket, NoSuchKey or NoSuchVersion. */
export async function getObject(
  scope: Scope,
  address: ObjectAddress & { readonly versionId?: string | undefined },
): Promise<StoredObject & { body: Uint8Array }> {
  const object = findObject(findBucket(scope, address.bucket), address);
  return { ...object, body: await objectFiles.of(scope.world).read(object.file) };
}

/** Removes an object; one that does not exist is no error, as on S3. */
export async function removeObject(scope: Scope, bucket: Bucket, key: string): Promise<void> {
  const object = bucket.objects.get(key);
  if (!object) return;
  bucket.objects.delete(key);
  await putAway(scope, bucket, object);
}

/** Removes one version for good. */
export async function removeVersion(scope: Scope, bucket: Bucket, object: StoredObject): Promise<void> {
  if (bucket.objects.get(object.key) === object) bucket.objects.delete(object.key);
  const at = bucket.older.indexOf(object);
  if (at >= 0) bucket.older.splice(at, 1);
  await objectFiles.of(scope.world).remove(object.file);
}

/** What is no longer the current version: kept in a bucket with a lock, else gone. */
async function putAway(scope: Scope, bucket: Bucket, object: StoredObject): Promise<void> {
  if (object.version === undefined) await objectFiles.of(scope.world).remove(object.file);
  else bucket.older.push(object);
}
