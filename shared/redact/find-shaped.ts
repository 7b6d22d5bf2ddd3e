import type { Kind } from './kind.ts';
import { kinds } from './kinds.ts';
import { late } from './late.ts';
import type { Span } from './span.ts';

/** One way to know a secret: the fixed text, and what it takes from there. */
interface Trial {
  readonly text: string;
  /** Where the secret begins, seen from the fixed text: after it, or so many characters before it at least. */
  readonly starts: 'here' | 'after' | { readonly before: number };
  readonly shape: () => RegExp;
}

const byFirstCharacter = late(() => Map.groupBy(kinds.flatMap(trialsOf), ({ text }) => text.charCodeAt(0)));

/** Secrets that are known by their shape. One walk over the line; only where a fixed text begins is anything tried. */
export function findShaped(line: string): Span[] {
  const trials = byFirstCharacter();
  const spans: Span[] = [];
  let at = 0;
  while (at < line.length) {
    const found = findAt(line, at, trials.get(line.charCodeAt(at)) ?? []);
    if (found !== undefined) spans.push(found);
    at = Math.max(at + 1, found?.to ?? 0);
  }
  return spans;
}

function findAt(line: string, at: number, trials: readonly Trial[]): Span | undefined {
  for (const trial of trials) {
    if (!line.startsWith(trial.text, at)) continue;
    const span = attempt(line, at, trial);
    if (span !== undefined) return span;
  }
  return undefined;
}

function attempt(line: string, at: number, { text, starts, shape }: Trial): Span | undefined {
  if (starts === 'here' && !beginsWord(line, at)) return undefined;
  const from = typeof starts === 'object' ? startBefore(line, at, starts.before) : at;
  if (from === undefined) return undefined;
  const rest = shape();
  rest.lastIndex = at + text.length;
  if (!rest.test(line)) return undefined;
  return { from: starts === 'after' ? at + text.length : from, to: rest.lastIndex };
}

/** Farther back no secret begins. */
const mostBefore = 120;

function startBefore(line: string, at: number, least: number): number | undefined {
  let from = at;
  while (from > 0 && at - from < mostBefore && /[A-Za-z0-9+/_.~-]/.test(line.charAt(from - 1))) from -= 1;
  // The letter of an escaped line break is none of the secret's.
  if (/^\\[nrt]/.test(line.slice(Math.max(0, from - 1), from + 1))) from += 1;
  return at - from >= least ? from : undefined;
}

/**
 * Whether a word can begin here. What stands before is no letter or digit, or the end of something that only looks
 * like one: an escaped character (`\n`, `%3D`) or a terminal's code for a colour.
 */
export function beginsWord(line: string, at: number): boolean {
  if (at === 0 || !/[A-Za-z0-9]/.test(line.charAt(at - 1))) return true;
  return /\\[nrt]$|%[0-9A-Fa-f]{2}$|\u001b\[[0-9;]{0,12}m$/.test(line.slice(Math.max(0, at - 16), at));
}

function trialsOf(kind: Kind): Trial[] {
  if ('near' in kind) return [];
  if ('holds' in kind)
    return [{ text: kind.holds, starts: { before: kind.before }, shape: sticky(kind.goesOn) }];
  if ('after' in kind)
    return kind.after.map((text) => ({ text, starts: 'after', shape: sticky(kind.hides) }));
  return kind.begins.map((text) => ({ text, starts: 'here', shape: sticky(kind.goesOn) }));
}

/** Compiled when its fixed text is met for the first time. */
function sticky(source: string): () => RegExp {
  return late(() => new RegExp(source, 'y'));
}
