import * as z from 'zod';

/** An event taken in: a request, or a reason why there is nothing to do for it, or why it was not understood. */
export type Accepted<Request> =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads an event by the function's schema. Never throws; a refusal names the fields that did not fit. */
export function accept<Request extends object>(
  schema: z.ZodType<Request | { readonly ignored: string }>,
  event: unknown,
): Accepted<Request> {
  const parsed = schema.safeParse(event);
  if (!parsed.success) return { kind: 'refused', reason: explain(parsed.error.issues) };
  if ('ignored' in parsed.data) return { kind: 'ignored', reason: String(parsed.data.ignored) };
  return { kind: 'request', request: parsed.data as Request };
}

/** Of a union's branches the one that came closest says most: the one whose complaint lies deepest. */
function explain(issues: readonly z.core.$ZodIssue[]): string {
  return issues
    .map((issue) => (issue.code === 'invalid_union' ? closest(issue) : describe(issue)))
    .join('; ');
}

function closest(issue: z.core.$ZodIssueInvalidUnion): string {
  const branches = issue.errors.filter(({ length }) => length > 0);
  const best = branches.toSorted((left, right) => rank(right) - rank(left) || left.length - right.length)[0];
  return best ? explain(best) : describe(issue);
}

/** A branch whose fixed words (source, detail type) all fit is the one that was meant. */
function rank(issues: readonly z.core.$ZodIssue[]): number {
  return issues.some(({ code }) => code === 'invalid_value') ? 0 : 1;
}

function describe({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? 'the event' : path.join('.')}: ${message}`;
}
