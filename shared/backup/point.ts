import * as z from 'zod/mini';
import { bundleKey, chainPrefix, type PointPlace, pointKey } from '../core/backup-keys.ts';
import type { PointSummary } from '../core/backup-record.ts';
import { defined } from '../core/defined.ts';
import { ControllerError } from '../core/error.ts';
import { problemOfName } from '../git/refs/ref-names.ts';
import { refsDigest } from '../git/refs/refs-digest.ts';

/** Forty zeros are no object: a push takes them for a deletion. */
const Oid = z.string().check(z.regex(/^(?!0{40})[0-9a-f]{40}$/));
const Count = z.int().check(z.nonnegative());

/** The record beside a bundle, as the bucket holds it: all that a restore has to know. */
const Point = z.object({
  format: z.literal(1),
  repository: z.string(),
  backup: z.string(),
  chain: z.string(),
  sequence: Count,
  takenAt: z.iso.datetime(),
  /** Absent when only refs moved: everything they reach was in the chain already. */
  bundle: z.optional(z.object({ key: z.string(), bytes: Count, sha256: z.string(), objects: Count })),
  prerequisites: z.array(Oid),
  refs: z.record(z.string().check(z.regex(/^refs\/(?:heads|tags)\/./)), Oid),
  digest: z.string(),
  defaultBranch: z.optional(z.string()),
  leftOut: z.optional(z.object({ count: Count, first: z.string().check(z.maxLength(500)) })),
});

export type Point = z.output<typeof Point>;

/**
 * Reads the text of the record that lies at a place. Throws `backup-damaged` for one that is not as it was written, is
 * the record of another place, or has refs that no repository may be given.
 */
export function readPoint(place: PointPlace, text: string): Point {
  const key = keyOf(place);
  const parsed = Point.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(
      `${key} in the bucket is no record of a backup: ${issue?.path.join('.').slice(0, 120) || 'the text'} does not fit (${issue?.message}).`,
    );
  }
  const problem = problemOfPlace(parsed.data, place) ?? problemOfContent(parsed.data);
  if (problem !== undefined) throw damaged(`${key} in the bucket ${problem}.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function keyOf(place: PointPlace): string {
  return pointKey(chainPrefix(place.repository, place.backup, place.chain), place.sequence);
}

/** A record that is well, and was put where another one belongs. */
function problemOfPlace(point: Point, place: PointPlace): string | undefined {
  if (keyOf(point) !== keyOf(place)) return `is the record of ${keyOf(point).slice(0, 300)}`;
  if (point.bundle === undefined || isBundleOf(place, point.bundle.key)) return undefined;
  return `names a bundle of another place, ${point.bundle.key.slice(0, 300)}`;
}

function isBundleOf({ repository, backup, chain, sequence }: PointPlace, key: string): boolean {
  const [beginning = '', end = ''] = bundleKey(chainPrefix(repository, backup, chain), sequence, '\n').split(
    '\n',
  );
  const run = key.slice(beginning.length, -end.length);
  return key === `${beginning}${run}${end}` && /^[\w-]{1,40}$/.test(run);
}

function problemOfContent(point: Point): string | undefined {
  for (const ref of Object.keys(point.refs)) {
    const problem = problemOfName(ref);
    if (problem !== undefined) return `has a ref that no repository may be given: ${problem}`;
  }
  if (refsDigest(new Map(Object.entries(point.refs))) !== point.digest)
    return 'has other refs than its own digest says';
  return undefined;
}

function damaged(message: string): ControllerError {
  return new ControllerError('backup-damaged', message);
}

/** What a record keeps of a point. */
export function summaryOf(point: Point): PointSummary {
  return defined({
    chain: point.chain,
    sequence: point.sequence,
    takenAt: Date.parse(point.takenAt),
    digest: point.digest,
    defaultBranch: point.defaultBranch,
    refs: Object.keys(point.refs).length,
    bytes: point.bundle?.bytes ?? 0,
    leftOut: point.leftOut,
  });
}
