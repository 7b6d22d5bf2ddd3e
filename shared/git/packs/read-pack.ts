// Implements gitformat-pack(5), "pack-*.pack files have the following format": the twelve bytes of the head.

import { violation } from '../remote-errors.ts';
import type { PktToken } from '../wire/pkt-line.ts';
import { readBandOne } from '../wire/read-packets.ts';

/** The pack with no object in it, its checksum included. */
export const emptyPack: Buffer = Buffer.from(
  '5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e',
  'hex',
);

const headLength = 12;

/**
 * Reads a pack out of the side-bands: how many objects it has, then its bytes as they arrive, always one fragment
 * behind, the last one only after the source's final flush. Rejects for what does not begin as a pack.
 */
export async function readPack(
  tokens: AsyncGenerator<PktToken>,
  url: string,
): Promise<{ objects: number; bytes: AsyncIterable<Buffer> }> {
  const fragments = readBandOne(tokens, url);
  let head: Buffer = Buffer.alloc(0);
  while (head.length < headLength) {
    const next = await fragments.next();
    if (next.done) throw violation(url, 'it sent no pack');
    head = Buffer.concat([head, next.value]);
  }
  if (head.toString('latin1', 0, 4) !== 'PACK' || ![2, 3].includes(head.readUInt32BE(4)))
    throw violation(url, 'what it sent is no pack');
  return { objects: head.readUInt32BE(8), bytes: oneBehind(head, fragments) };
}

async function* oneBehind(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let held = first;
  for await (const fragment of rest) {
    yield held;
    held = fragment;
  }
  yield held;
}
