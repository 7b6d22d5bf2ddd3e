// Implements gitformat-bundle(5), version 2: a line of signature, `-<oid> ` for each prerequisite, `<oid> <ref>` for
// each ref, an empty line, and the pack.
import { ControllerError } from '../../core/error.ts';
import { isFitName } from '../refs/ref-names.ts';
import type { Bundle, BundleHeader } from '../remote-types.ts';
import type { Oid } from '../types.ts';

const signature = '# v2 git bundle';
const newline = 0x0a;

/** A bundle that lists more than some 400,000 refs is refused. */
const mostHeaderBytes = 32 * 1024 * 1024;

/** The head of a bundle file; the pack follows as it is. */
export function writeBundleHeader({ prerequisites, refs }: BundleHeader): Buffer {
  const lines = [
    signature,
    // The comment after the space may be empty, the space may not be missing.
    ...prerequisites.map((oid) => `-${oid} `),
    ...[...refs].map(([ref, oid]) => `${oid} ${ref}`),
  ];
  return Buffer.from(`${lines.join('\n')}\n\n`);
}

/**
 * Reads the head; the pack is there to be passed on. Rejects with `protocol-violation` for any other file, which is
 * closed then.
 */
export async function readBundle(file: AsyncIterable<Buffer>): Promise<Bundle> {
  const chunks = file[Symbol.asyncIterator]();
  const close = async (): Promise<void> => {
    await chunks.return?.();
  };
  try {
    const { head, first } = await readHead(chunks);
    return { ...readHeader(head), pack: rest(first, chunks), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The head's lines, and what of the pack came with them. */
async function readHead(chunks: AsyncIterator<Buffer>): Promise<{ head: string; first: Buffer }> {
  const before: Buffer[] = [];
  let length = 0;
  for (;;) {
    const next = await chunks.next();
    if (next.done) throw notABundle('its head has no end');
    const chunk = next.value;
    const end = endOfHead(before.at(-1), chunk);
    if (end !== undefined) {
      const head = Buffer.concat([...before, chunk.subarray(0, end)]).toString('utf8');
      return { head: head.replace(/\n+$/, ''), first: chunk.subarray(end) };
    }
    length += chunk.length;
    if (length > mostHeaderBytes) throw notABundle('its head is too long');
    if (chunk.length > 0) before.push(chunk);
  }
}

/** Where the pack begins in this chunk; the empty line before it may lie across two chunks. */
function endOfHead(before: Buffer | undefined, chunk: Buffer): number | undefined {
  if (before?.at(-1) === newline && chunk[0] === newline) return 1;
  const at = chunk.indexOf('\n\n');
  return at < 0 ? undefined : at + 2;
}

function readHeader(text: string): BundleHeader {
  const [first = '', ...lines] = text.split('\n');
  if (first !== signature) throw notABundle(`it begins with ${JSON.stringify(first.slice(0, 40))}`);
  const prerequisites: Oid[] = [];
  const refs = new Map<string, Oid>();
  for (const line of lines) {
    const [, oid] = /^-([0-9a-f]{40})(?: .*)?$/.exec(line) ?? [];
    if (oid === undefined) refs.set(...readRef(line));
    else prerequisites.push(oid);
  }
  return { prerequisites, refs };
}

function readRef(line: string): [name: string, oid: Oid] {
  const [, oid, name] = /^([0-9a-f]{40}) (.+)$/.exec(line) ?? [];
  if (oid === undefined || name === undefined || !isFitName(name))
    throw notABundle(`${JSON.stringify(line.slice(0, 120))} is no line of its head`);
  return [name, oid];
}

async function* rest(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first;
    for (;;) {
      const next = await chunks.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

function notABundle(why: string): ControllerError {
  return new ControllerError('protocol-violation', `The file is no git bundle of version 2: ${why}.`);
}
