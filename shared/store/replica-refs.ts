import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ReplicaRecord } from '../core/replica-record.ts';
import type { Instant } from '../core/time.ts';
import { bytesOf } from './fit-record.ts';

/** What is known of refs: the part of a replica's record that grows with the repository. */
export type KnownRefs = Pick<ReplicaRecord, 'refs' | 'missingSince'>;

/** A part of what is known, as an item of its own holds it; equal content has the same name. */
export interface Piece {
  readonly name: string;
  readonly content: string;
}

/** Up to here all is kept in the record itself; about 35 bytes a ref. */
const mostPackedBytes = 24_000;
/** So much JSON is in one piece, that of some 400 refs with usual names: a ref that moves rewrites some 14 KB. */
const bytesInPiece = 32_000;
/** A piece that is larger, because long names came together in it, is divided once more. */
const mostPieceBytes = 64_000;
/** Some 800,000 refs; the record lists its pieces, and has to stay small itself. */
const mostPieces = 2_048;

/** 96 bits of SHA-256, in base64url. */
export const pieceNameLength = 16;
/** What a list of pieces takes of a record: for each its name, the minute it was written in, and JSON's own marks. */
export const mostListed = mostPieces * (pieceNameLength + 9);

/**
 * A text that `unpackRefs` takes, or several when it would be too long; nothing when they would be too many, or when
 * names are so long that one does not fit.
 */
export function packRefs(known: KnownRefs): string | readonly Piece[] | undefined {
  const whole = pack(known);
  if (whole.length <= mostPackedBytes) return whole;
  const count = 2 ** Math.ceil(Math.log2(bytesOf(known) / bytesInPiece));
  if (count > mostPieces) return undefined;
  const contents = partsOf(known, { count, depth: 0 }).flatMap((part) => packPart(part, 1));
  if (contents.length > mostPieces || contents.includes(tooLarge)) return undefined;
  return contents.map(pieceOf);
}

const tooLarge = '';
/** Names whose hashes are alike so often were chosen to be. */
const mostDivisions = 6;

function packPart(part: KnownRefs, depth: number): string[] {
  const packed = pack(part);
  if (packed.length <= mostPieceBytes) return [packed];
  if (depth > mostDivisions) return [tooLarge];
  return partsOf(part, { count: 2, depth }).flatMap((half) => packPart(half, depth + 1));
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
  { count, depth }: { readonly count: number; readonly depth: number },
): KnownRefs[] {
  const names = new Set([...Object.keys(known.refs ?? {}), ...Object.keys(known.missingSince)]);
  const parts = Array.from(
    { length: count },
    (): Part => ({
      ...(known.refs && { refs: {} }),
      missingSince: {},
    }),
  );
  for (const name of names) {
    const part =
      parts[
        createHash('sha256')
          .update(name)
          .digest()
          .readUInt32BE(4 * depth) % count
      ];
    const oid = known.refs?.[name];
    const since = known.missingSince[name];
    if (part?.refs && oid !== undefined) part.refs[name] = oid;
    if (part && since !== undefined) part.missingSince[name] = since;
  }
  return parts;
}

function pieceOf(content: string): Piece {
  const digest = createHash('sha256').update(content).digest('base64url');
  return { name: digest.slice(0, pieceNameLength), content };
}

function pack(known: KnownRefs): string {
  return deflateRawSync(JSON.stringify(known)).toString('base64');
}
