import { isPlaceholder } from './ordinary.ts';
import { match, readValue } from './read-value.ts';
import type { Span } from './span.ts';

/** What takes a secret from its standard input. */
const takesSecret =
  /--password-stdin\b|--with-token\b|--token-stdin\b|--passphrase-fd\b|\bchpasswd\b|\bsudo -S\b/;

/** Secrets that are piped into a command: `echo secret | docker login --password-stdin`, `sudo -S <<< secret`. */
export function findPiped(line: string): Span[] {
  if (!takesSecret.test(line)) return [];
  return [...line.matchAll(/\b(?:echo|printf)(?: -[A-Za-z]{1,3})?\s{1,4}|<<<\s{0,4}/g)].flatMap(
    ({ 0: text, index }) => {
      const value = readValue(line, index + text.length);
      if (value === undefined || isPlaceholder(value.text)) return [];
      const isPiped = text.startsWith('<') || match(/["']?\s{0,4}\|/y, line, value.to) !== undefined;
      return isPiped ? [{ from: value.from, to: value.to }] : [];
    },
  );
}
