import { validationError } from './find-stack.ts';

const PAGE = 100;

/** A page of a list, and the token of the next one. The token is the place of its first element. */
export function pageOf<Element>(
  list: readonly Element[],
  token: string | undefined,
): { page: readonly Element[]; next: { NextToken?: string } } {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) throw validationError('The NextToken is not valid.');
  const end = start + PAGE;
  return { page: list.slice(start, end), next: end < list.length ? { NextToken: String(end) } : {} };
}
