import { AwsError } from '../../kernel/errors.ts';

export interface PageInput {
  readonly Limit?: number;
  readonly NextToken?: string;
}

/** The page of a list that the token stands for, 100 items unless fewer are asked for. */
export function nextPage<Item>(
  items: readonly Item[],
  { Limit = 100, NextToken }: PageInput,
): { page: Item[]; NextToken: string | undefined } {
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64').toString());
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError('ValidationException', 'NextToken is not valid.');
  const end = from + Math.min(Limit, 100);
  return {
    page: items.slice(from, end),
    NextToken: end < items.length ? Buffer.from(String(end)).toString('base64') : undefined,
  };
}
