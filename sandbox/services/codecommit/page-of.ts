import { codeCommitError } from './errors.ts';

/** What a request for a page says, and what the operation allows. */
export interface PageRequest {
  readonly nextToken: string | undefined;
  readonly maxResults?: number | undefined;
  /** Page size when the request names none, and the most it may name. */
  readonly size: number;
  readonly most?: number;
}

/** One page of a list and the token of the next one; throws InvalidMaxResults and InvalidContinuationToken. */
export function pageOf<Item>(
  items: readonly Item[],
  request: PageRequest,
): { page: Item[]; nextToken: string | undefined } {
  const { maxResults, size, most = size } = request;
  if (maxResults !== undefined && !(Number.isInteger(maxResults) && maxResults >= 1 && maxResults <= most))
    throw codeCommitError('InvalidMaxResults', `maxResults is a whole number from 1 to ${most}.`);
  const start = request.nextToken === undefined ? 0 : startOf(request.nextToken);
  const end = start + (maxResults ?? size);
  return {
    page: items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(`from:${end}`).toString('base64url') : undefined,
  };
}

function startOf(token: string): number {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
  if (match === null)
    throw codeCommitError('InvalidContinuationToken', 'The continuation token is not one of CodeCommit.');
  return Number(match[1]);
}
