// Implements Git LFS's "spec.md", "The Pointer", and as much of gitformat-pack(5), "Pack entries", as it takes to walk
// a pack.
//
// Git carries pointers, never the large files, so their absence has to be told. Looking for pointers in every pack
// would mean inflating all of it in the pipe. What is done instead: a small pack (1 MiB, nearly every push) has been
// held anyway and is walked after it was sent, which costs milliseconds and no latency; a larger one is not looked
// into (`complete: false`). A pointer that was stored as a delta against its former version cannot be read without
// that version and is missed here. So the certain answer is the `.gitattributes` at the new tip, which whoever has an
// interface to read one file asks for (CodeCommit GetFile) and gives to `readLfsAttributes`.
import { inflateSync } from 'node:zlib';
import type { LfsFinding, LfsPointer } from '../types.ts';

/** The specification keeps pointers below 1,024 bytes. */
const mostPointerBytes = 1_024;

/** A small pack can hold large objects; no more than this is inflated for it. */
const mostInflatedBytes = 32 * 1024 * 1024;

const blob = 3;
const offsetDelta = 6;
const referenceDelta = 7;

interface Entry {
  readonly type: number;
  readonly size: number;
  /** Where the compressed bytes begin. */
  readonly at: number;
}

/** Pointers that stand whole in this pack; `complete` is false without a pack or when it could not be walked. */
export function lfsPointersIn(pack: Buffer | undefined): LfsFinding {
  const pointers: LfsPointer[] = [];
  if (pack === undefined) return { pointers, complete: false };
  try {
    return { pointers, complete: walk(pack, pointers) };
  } catch {
    // The replica has judged the pack already; here it is only looked into.
    return { pointers, complete: false };
  }
}

function walk(pack: Buffer, pointers: LfsPointer[]): boolean {
  const objects = pack.readUInt32BE(8);
  let at = 12;
  let inflated = 0;
  for (let index = 0; index < objects; index += 1) {
    const entry = readEntryHead(pack, at);
    inflated += entry.size;
    if (inflated > mostInflatedBytes) return false;
    const { buffer, used } = inflate(pack.subarray(entry.at), entry.size);
    const pointer = entry.type === blob && entry.size < mostPointerBytes ? readPointer(buffer) : undefined;
    if (pointer !== undefined) pointers.push(pointer);
    at = entry.at + used;
  }
  return true;
}

function readEntryHead(pack: Buffer, start: number): Entry {
  let at = start;
  let byte = pack.readUInt8(at);
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte & 0x80; factor *= 128) {
    at += 1;
    byte = pack.readUInt8(at);
    size += (byte & 0x7f) * factor;
  }
  at += 1;
  if (type === referenceDelta) at += 20;
  if (type === offsetDelta) {
    while (pack.readUInt8(at) & 0x80) at += 1;
    at += 1;
  }
  return { type, size, at };
}

/** With `info` Node tells how many bytes it took, which its types do not know. */
function inflate(bytes: Buffer, size: number): { buffer: Buffer; used: number } {
  const result: unknown = inflateSync(bytes, { info: true, maxOutputLength: Math.max(size, 1) });
  const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
  return { buffer, used: engine.bytesWritten };
}

function readPointer(content: Buffer): LfsPointer | undefined {
  const text = content.toString('utf8');
  if (!text.startsWith('version https://git-lfs.github.com/spec/')) return undefined;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return oid === undefined || size === undefined ? undefined : { oid, size: Number(size) };
}
