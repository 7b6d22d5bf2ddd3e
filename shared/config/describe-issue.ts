import type * as z from 'zod';
import type { Aspect } from './locate.ts';
import { nearestKey } from './nearest-key.ts';
import type { ConfigPath } from './problem.ts';

/** What is wrong at one place, before its line and column are known. */
export interface Finding {
  readonly path: ConfigPath;
  readonly aspect: Aspect;
  readonly message: string;
  /** A key that is needed is not there. */
  readonly isMissing?: boolean;
  /** A key that does not exist is taken for this one. */
  readonly means?: string;
}

/**
 * Puts one of Zod's issues into words: what was expected and what stands there.
 * `keysAt` tells the keys that exist at a path, for the likely meaning of a misspelt one.
 */
export function describeIssue(
  issue: z.core.$ZodIssue,
  keysAt: (path: ConfigPath) => readonly string[],
): Finding[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey([...path, key], key, keysAt(path)));
  if (issue.code === 'invalid_key')
    return issue.issues.map(({ message }) => ({ path, aspect: 'key', message }));
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return [{ path, aspect: 'key', isMissing: true, message: `is missing; expected ${expectedBy(issue)}` }];
  if (hasOwnWords(issue))
    return [{ path, aspect: 'value', message: `${issue.message}; found ${show(issue.input)}` }];
  const message = `expected ${expectedBy(issue)}, found ${show(issue.input)}${quotesFor(issue)}`;
  return [{ path, aspect: 'value', message }];
}

/** YAML reads `123` and `true` as what they look like, where a name was meant. */
function quotesFor(issue: z.core.$ZodIssue): string {
  const isTextWanted = issue.code === 'invalid_type' && issue.expected === 'string';
  const looksLike = typeof issue.input === 'number' || typeof issue.input === 'boolean';
  return isTextWanted && looksLike ? `; in quotes it is text: "${String(issue.input)}"` : '';
}

function unknownKey(path: ConfigPath, key: string, known: readonly string[]): Finding {
  if (key === '<<') {
    const message = 'is the merge key of YAML 1.1, which is not read; write defaults, or the keys themselves';
    return { path, aspect: 'key', message };
  }
  const nearest = nearestKey(key, known);
  const hint = nearest === undefined ? `the keys here are ${known.join(', ')}` : `did you mean ${nearest}?`;
  const message = `is not a key that exists; ${hint}`;
  return { path, aspect: 'key', message, ...(nearest !== undefined && { means: nearest }) };
}

/** The issues whose message is the schema's own sentence; of the others Zod's words are replaced. */
function hasOwnWords(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_type') return !issue.message.startsWith('Invalid input');
  if (issue.code === 'too_small' || issue.code === 'too_big')
    return issue.origin !== 'number' && issue.origin !== 'int';
  return issue.code === 'custom' || issue.code === 'invalid_format';
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return NAMES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of names',
  boolean: 'true or false',
};

/** The value as it was read, short enough for one line; a list or a map is only named. */
function show(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${grouped(value.length)}`;
  if (typeof value === 'object') {
    const count = Object.keys(value).length;
    return count === 0 ? 'an empty map' : `a map of ${grouped(count)} ${count === 1 ? 'key' : 'keys'}`;
  }
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
