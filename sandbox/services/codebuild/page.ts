import { invalidInput } from './names.ts';

/**
 * One page of a list. The token names the last thing of the page before, so that things added meanwhile do not
 * shift the pages. Declines a token it did not give.
 */
export function pageOf<Item extends string>(
  items: readonly Item[],
  options: { nextToken: string | undefined; size?: number },
): { page: Item[]; nextToken?: string } {
  const { nextToken, size = 100 } = options;
  let start = 0;
  if (nextToken !== undefined) {
    const last = Buffer.from(nextToken, 'base64url').toString('utf8');
    start = items.findIndex((item) => item === last) + 1;
    if (start === 0) throw invalidInput('The next token is invalid');
  }
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  if (last === undefined || start + size >= items.length) return { page };
  return { page, nextToken: Buffer.from(last).toString('base64url') };
}

/** Declines lists that are empty or longer than AWS takes in one call (100). */
export function requireHundredAtMost(name: string, list: readonly string[] | undefined): readonly string[] {
  if (list && list.length > 0 && list.length <= 100) return list;
  throw invalidInput(`${name} must hold between 1 and 100 values; ${list?.length ?? 0} were given`);
}
