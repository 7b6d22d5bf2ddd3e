// What secrets are made of. Without an upper limit a part takes what follows too: what is longer than it should be is
// no less a secret.

/** Letters and digits. */
export const alnum = characters('[A-Za-z0-9]');

/** Digits as base 16 has them. */
export const hex = characters('[0-9A-Fa-f]');

/** Small letters and digits. */
export const lower = characters('[a-z0-9]');

/** Capitals and digits. */
export const upper = characters('[A-Z0-9]');

/** Letters, digits, `_` and `-`: base 64 as addresses have it. */
export const safe = characters('[A-Za-z0-9_-]');

/** The same with dots. */
export const dotted = characters('[A-Za-z0-9_.-]');

/** Base 64, also where `%2B` and the like stand for its signs. */
export const base64 = characters('[A-Za-z0-9+/=_%-]');

/** What a path or a query of an address is made of. */
export const path = characters('[A-Za-z0-9_/@.~%:=&?+-]');

export const digits = characters('[0-9]');

/** 8-4-4-4-12 digits of base 16. */
export const uuid = `${hex(8, 8)}-${hex(4, 4)}-${hex(4, 4)}-${hex(4, 4)}-${hex(12)}`;

/** Of what follows, the first letters may be words, but not all of it: there is a digit among the first so many. */
export function withDigit(within: number, shape: string): string {
  return `(?=[A-Za-z_-]{0,${within}}[0-9])${shape}`;
}

function characters(kind: string): (least: number, most?: number) => string {
  return (least, most) => `${kind}{${least},${most ?? ''}}`;
}
