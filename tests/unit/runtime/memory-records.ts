import { ControllerError } from '../../../shared/core/error.ts';
import type { Records, Stored } from '../../../shared/core/stored.ts';

/** Records in memory under the law of the table: each write on condition of the version that was read. */
export function memoryRecords<Record>(first?: Stored<Record>): Records<string, Record> & {
  readonly stored: () => Stored<Record> | undefined;
  readonly writes: () => number;
} {
  let current = first;
  let writes = 0;
  return {
    stored: () => current,
    writes: () => writes,
    load: () => Promise.resolve(structuredClone(current)),
    fit: (record) => record,
    save(_key, next, expected) {
      if ((current?.version ?? 0) !== expected) {
        return Promise.reject(new ControllerError('version-conflict', 'The version is another.'));
      }
      current = structuredClone(next);
      writes += 1;
      return Promise.resolve();
    },
  };
}
