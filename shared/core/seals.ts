/**
 * What the table knows of the records of backups that our runs wrote, each by its key in the bucket and its SHA-256. Who
 * can write the bucket alone cannot write here.
 */
export interface Seals {
  add(key: string, sha256: string): Promise<void>;
  has(key: string, sha256: string): Promise<boolean>;
}
