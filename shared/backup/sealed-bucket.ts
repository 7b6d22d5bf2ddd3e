import { createHash } from 'node:crypto';
import { isPointKey } from '../core/backup-keys.ts';
import type { Bucket } from '../core/bucket.ts';
import { ControllerError } from '../core/error.ts';
import type { Seals } from '../core/seals.ts';
import { readWhole } from './read-whole.ts';

/**
 * A bucket in which a record counts only when a run of ours wrote it: its SHA-256 is put into the table before the record
 * is put into the bucket, so that one without a seal is never ours, wherever a run dies. Reading one that has none fails
 * with `backup-damaged`. Bundles need no seal of their own: their records hold their SHA-256.
 */
export function sealedBucket(bucket: Bucket, seals: Seals): Bucket {
  return {
    ...bucket,
    async create(key, body) {
      if (isPointKey(key)) await seals.add(key, sha256(body));
      return bucket.create(key, body);
    },
    async read(key) {
      if (!isPointKey(key)) return bucket.read(key);
      const body = await readWhole(bucket, key);
      if (body === undefined) return undefined;
      if (!(await seals.has(key, sha256(body))))
        throw new ControllerError(
          'backup-damaged',
          `${key} in bucket ${bucket.name} was not written by Drawbridge, or was changed since: the table knows no record of this place with its SHA-256.`,
        );
      return one(body);
    },
  };
}

async function* one(body: Buffer): AsyncGenerator<Buffer> {
  yield body;
}

function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
