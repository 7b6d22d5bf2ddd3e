import { isPlaceholder } from './ordinary.ts';
import type { Span } from './span.ts';
import { authorityAt, endOfUserInfo, isHost } from './user-info.ts';

/**
 * User and password in addresses (`scheme://user:password@host`), whatever characters the password has: one that
 * holds `/`, `?` or `#` ends its address for a strict reader, and would be printed by one.
 */
export function findInAddresses(line: string): Span[] {
  if (!line.includes('://')) return [];
  return [...line.matchAll(/[^\s<>`]+/g)].flatMap(({ 0: word, index }) => {
    const found = word.includes('@') && word.includes('://') ? findInWord(word) : [];
    return found.map(({ from, to }) => ({ from: index + from, to: index + to }));
  });
}

/** What stands together without white space may be several addresses, or one in quotes. */
function findInWord(word: string): Span[] {
  const spans: Span[] = [];
  let at = word.indexOf('://');
  while (at !== -1) {
    const span = userInfoAt(word, at + 3);
    if (span !== undefined) spans.push(span);
    at = word.indexOf('://', span?.to ?? at + 3);
  }
  return spans;
}

function userInfoAt(word: string, from: number): Span | undefined {
  const to = endOfUserInfo(word, from);
  if (isHost(authorityAt(word, from)) && !isUserAndNumber(word, from, to)) return undefined;
  return to === undefined || isHarmless(word.slice(from, to)) ? undefined : { from, to };
}

/** A user by a name that people and programs have, without a password, or with one that is hidden already. */
function isHarmless(who: string): boolean {
  const colon = who.indexOf(':');
  if (colon === -1) return /^[A-Za-z]{1,12}$/.test(who) || isPlaceholder(who);
  return isPlaceholder(who.slice(colon + 1));
}

/** `ci:80/x@127.0.0.1:8080`: what stands after the `@` can only be a host, and so the number no port. */
function isUserAndNumber(word: string, from: number, to: number | undefined): boolean {
  if (to === undefined || !authorityAt(word, from).includes(':')) return false;
  return /^(?:[\w.-]{1,80}:[0-9]{1,5}|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|localhost|\[[0-9A-Fa-f:.]{2,40}\])(?![\w.])/.test(
    word.slice(to + 1, to + 100),
  );
}
