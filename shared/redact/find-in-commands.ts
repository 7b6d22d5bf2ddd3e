import { late } from './late.ts';
import { isPlaceholder } from './ordinary.ts';
import type { Span } from './span.ts';
import { type Tool, tools } from './tools.ts';

const toolsByName = late(() => {
  const named = tools.flatMap((tool) => tool.names.map((name) => ({ name, tool })));
  return Map.groupBy(named, ({ name }) => name);
});

/** A word of a command: its text without quotes, and where it stands in the line. */
interface Word {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Secrets that commands take in short options and bare arguments, as a build prints its commands: `mysql -psecret`,
 * `docker login -p secret`, `curl -u user:secret`, `vault login secret`.
 */
export function findInCommands(line: string): Span[] {
  const known = toolsByName();
  const names = line.match(/[A-Za-z0-9][A-Za-z0-9_-]*/g) ?? [];
  if (!names.some((name) => known.has(name))) return [];
  const words = wordsOf(line);
  return words.flatMap((word, at) => {
    // Without its folder, and without what follows a dot: `docker.exe`, `http-basic.nexus`.
    const name = word.text
      .slice(-80)
      .replace(/^[^]*[/\\(]/, '')
      .replace(/\.[^]*$/, '');
    const found = known.get(name) ?? [];
    return found.flatMap(({ tool }) => secretsOf(tool, untilNextCommand(words, at + 1)));
  });
}

/** Nobody types more; more would make a line of a thousand commands read a thousand times. */
const mostWords = 60;

function untilNextCommand(words: readonly Word[], from: number): readonly Word[] {
  const some = words.slice(from, from + mostWords);
  const end = some.findIndex(({ text }) => /^(?:[|;&]+|\|\||&&)$/.test(text));
  return end === -1 ? some : some.slice(0, end);
}

function secretsOf(tool: Tool, all: readonly Word[]): Span[] {
  const start = tool.command === undefined ? 0 : all.findIndex(({ text }) => text === tool.command) + 1;
  if (tool.command !== undefined && start === 0) return [];
  const words = all.slice(start);
  const found = words.flatMap((word, at) => [inNextWord(tool, word, words[at + 1]), inSameWord(tool, word)]);
  const bare = words.filter(({ text }) => !text.startsWith('-'));
  const argument = tool.argument === undefined ? undefined : bare[tool.argument - 1];
  // `vault login username=ci password=x` has fields instead.
  const alone = argument === undefined || /^[a-z_]{1,20}=/.test(argument.text) ? undefined : spanOf(argument);
  return [...found, alone].filter((span) => span !== undefined);
}

function inNextWord({ options, pairs }: Tool, { text }: Word, next: Word | undefined): Span | undefined {
  if (next === undefined) return undefined;
  if (options?.includes(text)) return next.text.startsWith('-') ? undefined : spanOf(next);
  const sign = pairs?.[text];
  return sign === undefined ? undefined : spanOf(next, next.text.indexOf(sign) + 1 || next.text.length);
}

/** `-psecret`; but in `-password x` the name tells, and another finder reads it. */
function inSameWord({ joined = [] }: Tool, word: Word): Span | undefined {
  const option = joined.find((one) => word.text.startsWith(one) && word.text !== one);
  if (option === undefined || /^a?ssword\b|^ass\b/.test(word.text.slice(option.length))) return undefined;
  return spanOf(word, option.length);
}

/** The word without so many characters at its beginning; nothing when no secret is left. */
function spanOf({ from, to, text }: Word, skip = 0): Span | undefined {
  const secret = text
    .slice(skip)
    .replace(/^(?:pass|env|file|fd):/, (source) => (source === 'pass:' ? source : ''));
  if (secret === '' || isPlaceholder(secret)) return undefined;
  return { from: from + skip, to };
}

/** The words of a command as a shell takes them apart, but for what it puts in for variables. */
function wordsOf(line: string): Word[] {
  const words = /(?<quote>["'])(?<quoted>[^"']*)\k<quote>|(?<bare>[^\s;|&]+)|[;|&]+/g;
  return [...line.matchAll(words)].map(({ 0: text, index, groups }) =>
    groups?.['quoted'] === undefined
      ? { from: index, to: index + text.length, text }
      : { from: index + 1, to: index + text.length - 1, text: groups['quoted'] },
  );
}
