import { createHash } from 'node:crypto';
import type { Refs } from '../types.ts';

/**
 * SHA-256 of the sorted lines `<oid> <ref>\n`. Two repositories with the same digest have the same content,
 * because an object's name is computed from everything it reaches.
 */
export function refsDigest(refs: Refs): string {
  const hash = createHash('sha256');
  for (const line of [...refs].map(([ref, oid]) => `${oid} ${ref}\n`).sort()) hash.update(line);
  return hash.digest('hex');
}
