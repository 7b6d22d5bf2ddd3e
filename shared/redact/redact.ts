import { findAssigned } from './find-assigned.ts';
import { findInAddresses } from './find-in-addresses.ts';
import { findInCommands } from './find-in-commands.ts';
import { findInHeaders } from './find-in-headers.ts';
import { findInlineKeys } from './find-inline-keys.ts';
import { findKeyBlocks } from './find-key-blocks.ts';
import { findPaired } from './find-paired.ts';
import { findPiped } from './find-piped.ts';
import { findShaped } from './find-shaped.ts';
import { hidden, hideSpans, type Span } from './span.ts';

/** What else is a secret, as places in a line: a pattern of the configuration. */
export interface Finder {
  spansIn(line: string): readonly Span[];
}

/** The ways to know a secret in a line. Each only says where; what they say is put together, and hidden at once. */
const finders: readonly ((line: string) => readonly Span[])[] = [
  findShaped,
  findInAddresses,
  findInHeaders,
  findInlineKeys,
  findInCommands,
  findPiped,
  findAssigned,
];

/**
 * Takes secrets out of lines that follow one another, before they leave: what `redactLine` takes, and private keys
 * over several lines. It is a net, not a proof: a secret without any shape, name or place passes.
 */
export function redactLines(lines: readonly string[], extra: readonly Finder[] = []): string[] {
  const keys = findKeyBlocks(lines);
  return lines.map((line, at) => (keys.has(at) ? hidden : redacted(line, extra, lines[at - 1])));
}

/**
 * Takes secrets out of one line: known shapes, credentials in addresses and headers, what commands take as passwords,
 * values next to telling names, and what the configuration's own patterns describe.
 */
export function redactLine(line: string, extra: readonly Finder[] = []): string {
  return redacted(line, extra);
}

function redacted(line: string, extra: readonly Finder[], before?: string): string {
  const own = extra.flatMap((finder) => finder.spansIn(line));
  return hideSpans(line, [...own, ...finders.flatMap((find) => find(line)), ...findPaired(line, before)]);
}

/** The same for a text of several lines. */
export function redactText(text: string, extra: readonly Finder[] = []): string {
  return redactLines(text.split('\n'), extra).join('\n');
}
