import { defineState, partitionOf, type Scope } from '../../kernel/world.ts';

/** What a caller says about an object besides its bytes, as the headers it came with. */
export type ObjectHeaders = Readonly<Record<string, string>>;

/** One object; its bytes lie in the `ObjectFiles` backend under `file`. */
export interface StoredObject {
  readonly key: string;
  readonly file: string;
  readonly size: number;
  /** With the quotes that S3 writes around it. */
  readonly etag: string;
  readonly lastModified: number;
  /** content-type, cache-control, x-amz-meta-*, x-amz-checksum-crc32 and the like. */
  readonly headers: ObjectHeaders;
  /** Only in a bucket with Object Lock; elsewhere no older versions are kept. */
  readonly version?: LockedVersion;
}

/** A version that S3 keeps, and until when nobody may delete it. */
export interface LockedVersion {
  readonly id: string;
  readonly mode: ObjectLock['mode'];
  readonly retainUntil: number;
}

/** The default retention of a bucket. */
export interface ObjectLock {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  readonly days: number;
}

export interface UploadPart {
  readonly partNumber: number;
  readonly file: string;
  readonly size: number;
  readonly etag: string;
  readonly md5: string;
}

export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  readonly initiated: number;
  readonly headers: ObjectHeaders;
  readonly parts: Map<number, UploadPart>;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly creationDate: number;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, MultipartUpload>;
  policy: unknown;
  lock: ObjectLock | undefined;
  /** Versions that were replaced or deleted while the bucket had a lock. */
  readonly older: StoredObject[];
}

/** What S3 remembers: bucket names are the account's, each bucket lives in one Region. */
export const s3State = defineState('s3', () => ({ buckets: new Map<string, Bucket>() }), { global: true });

/** The ARN of a bucket, or of an object in it. */
export function s3Arn(scope: Scope, bucket: string, key?: string): string {
  const resource = key === undefined ? bucket : `${bucket}/${key}`;
  return `arn:${partitionOf(scope.region)}:s3:::${resource}`;
}
