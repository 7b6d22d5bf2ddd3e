import * as z from 'zod/mini';
import type { PointSummary } from '../core/backup-record.ts';
import { defined } from '../core/defined.ts';
import { ControllerError } from '../core/error.ts';

const Oid = z.string().check(z.regex(/^[0-9a-f]{40}$/));
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
});

export type Point = z.output<typeof Point>;

/** Reads the text of a point's record. Throws `backup-damaged` for one that is not as it was written. */
export function readPoint(key: string, text: string): Point {
  const parsed = Point.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ControllerError(
    'backup-damaged',
    `${key} in the bucket is no record of a backup: ${issue?.path.join('.') || 'the text'} does not fit (${issue?.message}).`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
  });
}
