import { describe, expect, it } from 'vitest';
import { filesBelow, textOf } from '../support/source-files.ts';

// A module that is loaded late is a bundle of its own, with its own copy of every module that it shares with the
// function. So a class, a symbol or a map of ours is not one thing in a function, and nothing may rely on that.
const files = ['functions', 'shared', 'scripts'].flatMap((folder) => filesBelow(folder, /\.ts$/));

/** Classes of the platform: there is one of each, however often our code is bundled. */
const platform = ['Error', 'http.IncomingMessage'];

const forbidden: Readonly<Record<string, RegExp>> = {
  'instanceof with a class of ours': new RegExp(
    `\\binstanceof\\s+(?!(?:${platform.map((name) => name.replace('.', '\\.')).join('|')})\\b(?!\\.))`,
  ),
  'a class told by its constructor': /\.constructor\b\s*(?:===|!==|\.name)|\bSymbol\.hasInstance\b/,
  'a private name asked for as proof of a class': /#\w+ in \w/,
  'a symbol that each bundle makes anew': /\bSymbol\(/,
  'a map by identity': /\bnew Weak(?:Map|Set|Ref)\b/,
  'state of a module': /^(?:export )?(?:let |const \w+(?:: [^=]+)? = new (?:Map|Set)(?:<[^>]*>)?\(\))/m,
};

describe('code that more than one bundle may carry', () => {
  it.each(Object.entries(forbidden))('holds no %s', (_what, pattern) => {
    expect(files.filter((file) => pattern.test(withoutComments(textOf(file))))).toEqual([]);
  });

  it.each([
    ['instanceof with a class of ours', 'if (error instanceof ControllerError) return;'],
    ['instanceof with a class of ours', 'return error instanceof errors.StaleConnection;'],
    ['instanceof with a class of ours', 'if (!(error instanceof ErrorOfOurs)) throw error;'],
    ['instanceof with a class of ours', 'if (error instanceof\n    StaleConnection) return;'],
    ['a class told by its constructor', "return error.constructor.name === 'ControllerError';"],
    ['a class told by its constructor', 'static [Symbol.hasInstance](value: unknown) {'],
    ['a private name asked for as proof of a class', 'return #code in error;'],
    ['a symbol that each bundle makes anew', "const brand = Symbol('error');"],
    ['a map by identity', 'const seen = new WeakMap<object, string>();'],
    ['state of a module', 'const known = new Map<string, string>();'],
    ['state of a module', 'let latest: string | undefined;'],
  ])('would be reported for %s: %s', (what, line) => {
    expect(forbidden[what]?.test(withoutComments(line))).toBe(true);
  });

  it.each([
    'error instanceof Error ? error.message : String(error)',
    'if (failure instanceof http.IncomingMessage) return failure;',
    "const brand = Symbol.for('drawbridge.controller-error');",
    'const known = new Set(names);',
    '  const seen = new Map();',
    '// an instanceof on a class of ours never matches',
  ])('may hold %s', (line) => {
    const found = Object.entries(forbidden).filter(([, pattern]) => pattern.test(withoutComments(line)));

    expect(found).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
