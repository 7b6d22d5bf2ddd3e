import { isPlaceholder } from './ordinary.ts';
import type { Span } from './span.ts';

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
    const span = userInfo(word, at + 3);
    if (span !== undefined) spans.push(span);
    at = word.indexOf('://', span?.to ?? at + 3);
  }
  return spans;
}

function userInfo(word: string, from: number): Span | undefined {
  const authority = /[^"'/?#\\]*/y;
  authority.lastIndex = from;
  const host = authority.exec(word)?.[0] ?? '';
  if (isHost(host)) return undefined;
  const end = endOfUserInfo(word, from, from + host.length);
  if (end === undefined || isHarmless(word.slice(from, end))) return undefined;
  return { from, to: end };
}

/** A name or a number, with a port or without. */
function isHost(authority: string): boolean {
  return /^(?:[A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]*\])(?::[0-9]{0,5})?$/.test(authority);
}

/** So many signs in one word are looked at; no password holds more of them. */
const mostSigns = 10;

/** The last `@` that a host can follow: whatever stands before it may be the password. */
function endOfUserInfo(word: string, from: number, authority: number): number | undefined {
  let at = word.lastIndexOf('@');
  for (let tries = 0; at > from && tries < mostSigns; tries += 1) {
    const isInPath = at >= authority && isPackage(word, at);
    if (!isInPath && /[A-Za-z0-9[$]/.test(word.charAt(at + 1))) return at;
    at = word.lastIndexOf('@', at - 1);
  }
  return undefined;
}

/** In a path `@` begins a package's scope (`/@babel/core`) or its version (`react@18.2.0`, `app@sha256:…`). */
function isPackage(address: string, at: number): boolean {
  const next = address.slice(at + 1, at + 30);
  return (
    address.charAt(at - 1) === '/' || /^(?:v?[0-9]+(?:\.[0-9]+){0,2}(?![0-9A-Za-z.:])|sha256:)/.test(next)
  );
}

/** A user by a name that people and programs have, without a password, or with one that is hidden already. */
function isHarmless(who: string): boolean {
  const colon = who.indexOf(':');
  if (colon === -1) return /^[A-Za-z]{1,12}$/.test(who) || isPlaceholder(who);
  return isPlaceholder(who.slice(colon + 1));
}
