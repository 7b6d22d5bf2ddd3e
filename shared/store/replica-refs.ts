import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ReplicaRecord } from '../core/replica-record.ts';
import type { Instant } from '../core/time.ts';

/** What is known of refs: the part of a replica's record that grows with the repository. */
export type KnownRefs = Pick<ReplicaRecord, 'refs' | 'missingSince'>;

/** A part of what is known, as an item of its own holds it; equal content has the same name. */
export interface Piece {
  readonly name: string;
  readonly content: string;
}

/** Up to here all is kept in the record itself; about 35 bytes a ref. */
const mostPackedBytes = 24_000;
/** So many refs are in one piece: a ref that moves rewrites some 14 KB. */
const refsInPiece = 400;
/** Some 800,000 refs; the record lists its pieces, and has to stay small itself. */
const mostPieces = 2_048;

/** A text that `unpackRefs` takes, or several when it would be too long; nothing when they would be too many. */
export function packRefs(known: KnownRefs): string | readonly Piece[] | undefined {
  const whole = pack(known);
  if (whole.length <= mostPackedBytes) return whole;
  const names = new Set([...Object.keys(known.refs ?? {}), ...Object.keys(known.missingSince)]);
  const count = 2 ** Math.ceil(Math.log2(names.size / refsInPiece));
  return count > mostPieces ? undefined : partsOf(known, { names, count }).map((part) => pieceOf(pack(part)));
}

/** What the texts hold together. */
export function unpackRefs(contents: readonly string[]): KnownRefs {
  const parts = contents.map(
    (content) => JSON.parse(inflateRawSync(Buffer.from(content, 'base64')).toString()) as KnownRefs,
  );
  const refs = parts.flatMap((part) => (part.refs ? Object.entries(part.refs) : []));
  return {
    missingSince: Object.fromEntries(parts.flatMap(({ missingSince }) => Object.entries(missingSince))),
    ...(parts.some((part) => part.refs) && { refs: Object.fromEntries(refs) }),
  };
}

interface Part {
  readonly refs?: Record<string, string>;
  readonly missingSince: Record<string, Instant>;
}

/** A ref is always in the same part as long as their number stays, so that only the parts that changed are written. */
function partsOf(
  known: KnownRefs,
  { names, count }: { names: Iterable<string>; count: number },
): KnownRefs[] {
  const parts = Array.from(
    { length: count },
    (): Part => ({
      ...(known.refs && { refs: {} }),
      missingSince: {},
    }),
  );
  for (const name of names) {
    const part = parts[createHash('sha256').update(name).digest().readUInt32BE() % count];
    const oid = known.refs?.[name];
    const since = known.missingSince[name];
    if (part?.refs && oid !== undefined) part.refs[name] = oid;
    if (part && since !== undefined) part.missingSince[name] = since;
  }
  return parts;
}

function pieceOf(content: string): Piece {
  return { name: createHash('sha256').update(content).digest('hex').slice(0, 32), content };
}

function pack(known: KnownRefs): string {
  return deflateRawSync(JSON.stringify(known)).toString('base64');
}
