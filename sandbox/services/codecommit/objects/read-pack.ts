import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { applyDelta } from './apply-delta.ts';
import { type GitObject, objectId } from './git-objects.ts';
import type { FindObject } from './reached-objects.ts';
import { packTypes } from './write-pack.ts';

const offsetDelta = 6;
const referenceDelta = 7;

/** An entry as it stands in the pack: an object, or a delta to the object with this id. */
type Entry = GitObject | { readonly base: string; readonly delta: Buffer };

/** Why a pack was not taken; the message is what the client is told. */
export class PackError extends Error {}

/**
 * The objects of a pack by id. Deltas may lean on what `find` gives; those by offset are refused, because
 * CodeCommit does not offer them (go-git#945). Throws a PackError for what is no whole pack.
 */
export async function readPack(pack: Buffer, find: FindObject): Promise<Map<string, GitObject>> {
  const objects = new Map<string, GitObject>();
  let deltas: Exclude<Entry, GitObject>[] = [];
  for (const entry of entriesOf(pack))
    if ('base' in entry) deltas.push(entry);
    else objects.set(objectId(entry), entry);
  while (deltas.length > 0) {
    const later: typeof deltas = [];
    for (const one of deltas) {
      const base = objects.get(one.base) ?? (await find(one.base));
      if (base === undefined) later.push(one);
      else {
        const object = { type: base.type, data: applied(base.data, one.delta) };
        objects.set(objectId(object), object);
      }
    }
    if (later.length === deltas.length) throw new PackError('pack has unresolved deltas');
    deltas = later;
  }
  return objects;
}

function entriesOf(pack: Buffer): Entry[] {
  // The first two sentences are git's own.
  if (pack.length < 12) throw new PackError('eof before pack header was fully read');
  if (pack.toString('latin1', 0, 4) !== 'PACK')
    throw new PackError('protocol error (pack signature mismatch detected)');
  const end = pack.length - 20;
  const sum = createHash('sha1').update(pack.subarray(0, end)).digest();
  if (end < 12 || !sum.equals(pack.subarray(end))) throw new PackError('the pack is not whole');
  const entries: Entry[] = [];
  let at = 12;
  for (let count = pack.readUInt32BE(8); count > 0; count -= 1) {
    const { entry, next } = readEntry(pack, at);
    entries.push(entry);
    at = next;
  }
  if (at !== end) throw new PackError('the pack has more in it than it says');
  return entries;
}

function readEntry(pack: Buffer, start: number): { entry: Entry; next: number } {
  let at = start;
  let byte = pack.readUInt8(at++);
  const kind = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte & 0x80; factor *= 128) {
    byte = pack.readUInt8(at++);
    size += (byte & 127) * factor;
  }
  if (kind === offsetDelta) throw new PackError('the pack has deltas by offset, which were not offered');
  const base = kind === referenceDelta ? pack.toString('hex', at, at + 20) : undefined;
  if (base !== undefined) at += 20;
  const { data, used } = inflated(pack.subarray(at), size);
  const next = at + used;
  if (base !== undefined) return { entry: { base, delta: data }, next };
  return { entry: { type: typeOf(kind), data }, next };
}

function typeOf(kind: number): GitObject['type'] {
  for (const type of ['commit', 'tree', 'blob', 'tag'] as const) if (packTypes[type] === kind) return type;
  throw new PackError(`the pack has an object of the unknown kind ${kind}`);
}

/** With `info` Node tells how many bytes it took, which its types do not know. */
function inflated(bytes: Buffer, size: number): { data: Buffer; used: number } {
  try {
    const result: unknown = inflateSync(bytes, { info: true, maxOutputLength: Math.max(size, 1) });
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length === size) return { data: buffer, used: engine.bytesWritten };
  } catch {
    // It is told below.
  }
  throw new PackError('an object of the pack cannot be read');
}

function applied(base: Buffer, delta: Buffer): Buffer {
  try {
    return applyDelta(base, delta);
  } catch (error) {
    throw new PackError(`the pack cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
