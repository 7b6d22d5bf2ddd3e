import { sealedBucket } from '../../shared/backup/sealed-bucket.ts';
import { backupOfKey } from '../../shared/core/backup-keys.ts';
import type { Bucket } from '../../shared/core/bucket.ts';
import { isControllerError } from '../../shared/core/error.ts';
import type { Seals } from '../../shared/core/seals.ts';
import { backupSeals, hasSeals } from '../../shared/store/seals.ts';

/** A bucket whose records are compared with the table where one is known, and why they are not where they cannot be. */
export interface ComparedBucket {
  readonly bucket: Bucket;
  /** Why nothing outside the bucket says that a record is as it was written; nothing when the table does. */
  notCompared(): string | undefined;
}

/**
 * Compares each record that is read with what the table knows. A table that knows other records of the backup refuses
 * this one; one that knows none, is gone, or may not be read is told of, and the bucket is taken at its word then.
 */
export function compareWithTable(
  bucket: Bucket,
  place: { readonly table: string; readonly region: string },
): ComparedBucket {
  const { table, region } = place;
  const seals = backupSeals({ tableName: table, now: () => Date.now() }, { region });
  let problem: string | undefined;
  const has: Seals['has'] = async (key, sha256) => {
    const backup = backupOfKey(key);
    try {
      if (await seals.has(key, sha256)) return true;
      if (await hasSeals(table, backup, { region })) return false;
      problem = `table ${table} knows nothing of backup ${backup}`;
    } catch (error) {
      if (!isControllerError(error, 'access-denied', 'not-found')) throw error;
      problem = `table ${table} could not be asked (${error.message})`;
    }
    return true;
  };
  return { bucket: sealedBucket(bucket, { ...seals, has }), notCompared: () => problem };
}

/** A bucket that is taken at its word, and why. */
export function trusted(bucket: Bucket, why: string): ComparedBucket {
  return { bucket, notCompared: () => why };
}
