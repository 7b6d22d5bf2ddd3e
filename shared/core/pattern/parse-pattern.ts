import { characterTest, type Flags } from './character-test.ts';
import { type Condition, type Node, PatternProblem } from './syntax.ts';

/** One token of a pattern that compiles with the flag `u`: what stands in brackets or behind a backslash is one. */
const token =
  /\\u\{[^}]*\}|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\c[a-zA-Z]|\\[pP]\{[^}]*\}|\\k<[^>]*>|\\[1-9][0-9]*|\\[^]|\[(?:\\[^]|[^\]\\])*\]|\{[0-9]+(?:,[0-9]*)?\}\??|[*+?]\??|\(\?(?:[=!]|<[=!]|<[^>]*>|[ims-]*:)|[^]/gu;

interface Token {
  readonly text: string;
  readonly at: number;
}

interface Reading {
  readonly tokens: readonly Token[];
  next: number;
}

/**
 * Takes a pattern apart. It is written as JavaScript writes expressions with the flag `u`, without what no automaton can
 * match: back-references and look-arounds. Throws a PatternProblem for those, and for what is no expression at all.
 */
export function parsePattern(source: string): Node {
  const problem = problemOfSyntax(source);
  if (problem !== undefined) throw new PatternProblem(`is not a regular expression: ${problem}`);
  const tokens = [...source.matchAll(token)].map((match) => ({ text: match[0], at: match.index }));
  return readChoice({ tokens, next: 0 }, '');
}

function problemOfSyntax(source: string): string | undefined {
  try {
    RegExp(source, 'u');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readChoice(reading: Reading, flags: Flags): Node {
  const options = [readSequence(reading, flags)];
  while (reading.tokens[reading.next]?.text === '|') {
    reading.next += 1;
    options.push(readSequence(reading, flags));
  }
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'choice', options };
}

function readSequence(reading: Reading, flags: Flags): Node {
  const parts: Node[] = [];
  for (;;) {
    const found = reading.tokens[reading.next];
    if (found === undefined || found.text === '|' || found.text === ')') return { kind: 'sequence', parts };
    reading.next += 1;
    parts.push(repeated(reading, readOne(reading, found, flags)));
  }
}

function repeated(reading: Reading, part: Node): Node {
  const sign = reading.tokens[reading.next]?.text ?? '';
  const times = timesOf(sign);
  if (times === undefined) return part;
  reading.next += 1;
  return { kind: 'repeat', part, ...times, lazy: sign.length > 1 && sign.endsWith('?') };
}

const signs: Readonly<Record<string, { least: number; most: number }>> = {
  '*': { least: 0, most: Infinity },
  '+': { least: 1, most: Infinity },
  '?': { least: 0, most: 1 },
};

function timesOf(sign: string): { least: number; most: number } | undefined {
  const short = signs[sign[0] ?? ''];
  if (short !== undefined) return short;
  const [, least, comma, most] = /^\{([0-9]+)(?:(,)([0-9]*))?\}/.exec(sign) ?? [];
  if (least === undefined) return undefined;
  if (comma === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === '' ? Infinity : Number(most) };
}

const conditions: Readonly<Record<string, Condition>> = { '\\b': 'word-edge', '\\B': 'no-word-edge' };

function readOne(reading: Reading, { text, at }: Token, flags: Flags): Node {
  if (text.startsWith('(')) return readGroup(reading, { text, at }, flags);
  if (/^\\(?:[1-9]|k)/.test(text))
    throw unsupported(text, at, 'what matched before has to be written out again');
  if (text === '^') return { kind: 'condition', condition: flags.includes('m') ? 'line-start' : 'start' };
  if (text === '$') return { kind: 'condition', condition: flags.includes('m') ? 'line-end' : 'end' };
  const condition = conditions[text];
  return condition
    ? { kind: 'condition', condition }
    : { kind: 'character', test: characterTest(text, flags) };
}

function readGroup(reading: Reading, { text, at }: Token, flags: Flags): Node {
  if (/^\(\?<?[=!]/.test(text))
    throw unsupported(text, at, 'what stands around a secret can be a part of the pattern');
  const inside = readChoice(reading, flagsWithin(text, flags));
  reading.next += 1;
  return inside;
}

/** `(?i:` and `(?-i:` hold inside the group. */
function flagsWithin(text: string, flags: Flags): Flags {
  const [, on = '', off = ''] = /^\(\?([ims]*)-?([ims]*):$/.exec(text) ?? [];
  return [...new Set([...flags, ...on])].filter((flag) => !off.includes(flag)).join('');
}

function unsupported(text: string, at: number, instead: string): PatternProblem {
  const what = text.startsWith('(') ? 'a look-around' : 'a back-reference';
  return new PatternProblem(
    `has ${what}, ${text}, at its character ${at + 1}, and there is no fast way to match one; ${instead}`,
  );
}
