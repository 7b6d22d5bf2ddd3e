/** So many `@` of one address are looked at; no password holds more of them. */
const mostSigns = 10;

/** A name or a number, with a port or without. */
export function isHost(authority: string): boolean {
  return /^(?:[A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]*\])(?::[0-9]{0,5})?$/.test(authority);
}

/** What a strict reader takes for user, password and host: what stands before the first sign that ends them. */
export function authorityAt(word: string, from: number): string {
  const authority = /[^"'/?#\\]*/y;
  authority.lastIndex = from;
  return authority.exec(word)?.[0] ?? '';
}

/**
 * Where user and password end that begin at `from`: at the last `@` that a host can follow, for whatever stands before
 * it may be the password. Nothing when there is none.
 */
export function endOfUserInfo(word: string, from: number): number | undefined {
  const authority = from + authorityAt(word, from).length;
  let at = word.lastIndexOf('@');
  for (let tries = 0; at > from && tries < mostSigns; tries += 1) {
    const isInPath = at >= authority && isPackage(word, at);
    if (!isInPath && /[A-Za-z0-9[$]/.test(word.charAt(at + 1))) return at;
    at = word.lastIndexOf('@', at - 1);
  }
  return undefined;
}

/** In a path `@` begins a package's scope (`/@babel/core`) or its version (`react@18.2.0`, `app@sha256:…`). */
function isPackage(word: string, at: number): boolean {
  const next = word.slice(at + 1, at + 30);
  return word.charAt(at - 1) === '/' || /^(?:v?[0-9]+(?:\.[0-9]+){0,2}(?![0-9A-Za-z.:])|sha256:)/.test(next);
}
