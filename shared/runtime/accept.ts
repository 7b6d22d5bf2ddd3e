import { en } from 'zod/locales';
import * as z from 'zod/mini';

// The small Zod (8 ms of every cold start less) brings no words of its own.
z.config(en());

/** An event taken in: a request, or a reason why there is nothing to do for it, or why it was not understood. */
export type Accepted<Request> =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads an event by the function's schema. Never throws; a refusal names the fields that did not fit. */
export function accept<Request extends object>(
  schema: z.ZodMiniType<Request | { readonly ignored: string }>,
  event: unknown,
): Accepted<Request> {
  const parsed = schema.safeParse(event, { reportInput: true });
  if (!parsed.success) return { kind: 'refused', reason: explain(parsed.error.issues) };
  if ('ignored' in parsed.data) return { kind: 'ignored', reason: parsed.data.ignored };
  return { kind: 'request', request: parsed.data };
}

function explain(issues: readonly z.core.$ZodIssue[]): string {
  return issues
    .map((issue) => (issue.code === 'invalid_union' ? closest(issue) : describe(issue)))
    .join('; ');
}

/**
 * Of a union's branches the one that was meant says most: the one whose fixed words (source, detail type) all fit.
 * When there is none, the fixed words that come closest are told, and that no kind fits when the event has none.
 */
function closest(issue: z.core.$ZodIssueInvalidUnion): string {
  const branches = issue.errors.filter(({ length }) => length > 0);
  const best = branches.toSorted((left, right) => distance(left) - distance(right))[0] ?? [];
  const words = best.filter(isFixedWord);
  if (words.length === 0) return best.length === 0 ? describe(issue) : explain(best);
  if (words.every(({ input }) => input === undefined)) return 'the event is of no kind that is taken here';
  const rivals = branches.filter((branch) => distance(branch) === distance(best)).flat();
  return words
    .map(({ path }) => {
      const same = rivals.filter(isFixedWord).filter((rival) => rival.path.join('.') === path.join('.'));
      const expected = new Set(same.flatMap(({ values }) => values.map((value) => JSON.stringify(value))));
      return `${path.join('.')}: Invalid input: expected ${[...expected].join(' or ')}`;
    })
    .join('; ');
}

/** A fixed word that is missing is worse than one that differs, and that worse than any wrong value. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
  const words = issues.filter(isFixedWord);
  const missing = words.filter(({ input }) => input === undefined);
  return missing.length * 10_000 + words.length * 100 + (words.length === 0 ? issues.length : 0);
}

function isFixedWord(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueInvalidValue {
  return issue.code === 'invalid_value';
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? 'the event' : path.join('.')}: ${message}`;
}
