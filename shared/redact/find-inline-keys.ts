import type { Span } from './span.ts';

const inlineKey =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\{1,4}[nr]|[\sA-Za-z0-9+/=:,-]){12,8000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?=["'`]|$))/g;

/** Private keys that stand in one line, as settings and JSON have them, whole or cut. */
export function findInlineKeys(line: string): Span[] {
  return [...line.matchAll(inlineKey)]
    .filter(({ 0: text }) => /[A-Za-z0-9+/]{12}/.test(text.replace(/-----[A-Z0-9 ]+-----/g, '')))
    .map(({ 0: text, index }) => ({ from: index, to: index + text.length }));
}
