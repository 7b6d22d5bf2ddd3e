import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { GitObject } from './git-objects.ts';

/** The numbers of the kinds of objects in a pack (gitformat-pack(5), "Object types"). */
export const packTypes = { commit: 1, tree: 2, blob: 3, tag: 4 } as const satisfies Record<
  GitObject['type'],
  number
>;

/** A pack of version 2 with these objects, each of them whole. */
export function writePack(objects: readonly GitObject[]): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(objects.length, 8);
  const entries = objects.flatMap(({ type, data }) => [entryHead(type, data.length), deflateSync(data)]);
  const pack = Buffer.concat([head, ...entries]);
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()]);
}

/** Kind and size: four bits of the size in the first byte, seven in each that follows. */
function entryHead(type: GitObject['type'], size: number): Buffer {
  const bytes = [(packTypes[type] << 4) | (size & 15)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((bytes.pop() ?? 0) | 0x80, rest & 127);
  }
  return Buffer.from(bytes);
}
