import { AwsError } from '../../kernel/errors.ts';
import type { RestInput } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import type { Bucket, LockedVersion, StoredObject } from './state.ts';

const dayMs = 86_400_000;

/** The version that an object becomes that is written now; nothing in a bucket without a lock. */
export function versionIn(scope: Scope, { lock }: Bucket): { version?: LockedVersion } {
  if (lock === undefined) return {};
  const retainUntil = scope.world.clock.now() + lock.days * dayMs;
  return { version: { id: scope.world.ids.hex(32), mode: lock.mode, retainUntil } };
}

/**
 * Declines, in S3's words, an upload under a default retention that brings no checksum in a header; the one of the
 * signature does not count.
 */
export function refuseWithoutChecksum(
  { lock }: Bucket,
  { headers }: RestInput,
  what: 'Object' | 'Part',
): void {
  const brings = Object.keys(headers).some(
    (name) =>
      name === 'content-md5' ||
      (name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-algorithm') ||
      (name === 'x-amz-trailer' && headers[name]?.includes('x-amz-checksum-')),
  );
  if (lock === undefined || brings) return;
  throw new AwsError(
    'InvalidRequest',
    `Content-MD5 OR x-amz-checksum- HTTP header is required for Put ${what} requests with Object Lock parameters`,
  );
}

/** The version of that id, current or older; `null` names the one of a bucket without versions. */
export function findVersion(bucket: Bucket, key: string, id: string): StoredObject | undefined {
  const current = bucket.objects.get(key);
  if (current !== undefined && (current.version?.id ?? 'null') === id) return current;
  return bucket.older.find((object) => object.key === key && (object.version?.id ?? 'null') === id);
}

/** Declines the deletion of a version before its time, unless it is governed and the caller bypasses that. */
export function refuseWhileLocked(scope: Scope, { version }: StoredObject, bypasses: boolean): void {
  if (version === undefined || version.retainUntil <= scope.world.clock.now()) return;
  if (version.mode === 'GOVERNANCE' && bypasses) return;
  throw new AwsError('AccessDenied', 'Access Denied because object protected by object lock.', {
    status: 403,
  });
}
