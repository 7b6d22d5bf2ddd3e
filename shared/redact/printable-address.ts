import { authorityAt, endOfUserInfo, isHost } from './user-info.ts';

/**
 * An address as it may be printed: without user and password, whatever characters they have, and whether the address
 * can be read at all. Of `http://ci:80/x@git.example/a.git` it cannot be told whether `ci` is a user or a host, and it
 * is taken for a user.
 */
export function printableAddress(address: string): string {
  const [scheme = ''] = /^[^/@]{0,40}?:\/\//.exec(address) ?? [];
  const end = endOfUserInfo(address, scheme.length);
  if (end === undefined) return withoutLooseEnd(address, scheme);
  return scheme + address.slice(end + 1);
}

/** `https://ci:secret`, whose host is missing: what is no host is not printed. */
function withoutLooseEnd(address: string, scheme: string): string {
  return isHost(authorityAt(address, scheme.length)) ? address : `${scheme}[redacted]`;
}
