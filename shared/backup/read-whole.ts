import type { Bucket } from '../core/bucket.ts';
import { ControllerError } from '../core/error.ts';

/** The record of a point with 450,000 refs, as many as a listing may have, is not longer. */
const mostBytes = 64 * 1024 * 1024;

/** A small object; nothing when there is none. Fails with `backup-damaged` for one that is no record by its length. */
export async function readWhole(bucket: Bucket, key: string): Promise<Buffer | undefined> {
  const bytes = await bucket.read(key);
  if (bytes === undefined) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > mostBytes)
      throw new ControllerError(
        'backup-damaged',
        `${key} in bucket ${bucket.name} is longer than ${mostBytes} bytes, so it is no record of a backup.`,
      );
  }
  return Buffer.concat(chunks);
}
