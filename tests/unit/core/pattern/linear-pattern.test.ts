import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../shared/core/pattern/compile-pattern.ts';
import { linearPattern } from '../../../../shared/core/pattern/linear-pattern.ts';
import { parsePattern } from '../../../../shared/core/pattern/parse-pattern.ts';
import { searchOf } from '../../../../shared/core/pattern/search.ts';

/** The text with `#` for each match. */
function hide(source: string, text: string): string {
  const spans = linearPattern(source).spansIn(text);
  const ends = [0, ...spans.map(({ to }) => to)];
  return [...spans.map(({ from }, at) => text.slice(ends[at], from)), text.slice(ends.at(-1))].join('#');
}

/** Parts that can be put together in any way; alone each takes at least one character. */
const part = fc.constantFrom(
  'a',
  'b',
  '[ab]',
  '[^a]',
  '.',
  '\\w',
  '(?:a|ab)',
  '(b)',
  '\\.',
  '\\u{1f600}',
  '(?:\\bb)',
  '(?:a$)',
);
const repeated = fc
  .tuple(part, fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{2}', '{1,3}', '{1,3}?'))
  .map((pair) => pair.join(''));
const sequence = fc.array(repeated, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
const signs = fc.constantFrom('', '+', '{2}', '?');
const options = (inside: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(sequence, signs).map(([some, sign]) => `(?:${some}${inside})${sign}[ab.]`),
      { minLength: 1, maxLength: 3 },
    )
    .map((all) => `${all.join('|')}|x`);
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'x', '.', ' ', '\n', '😀'), maxLength: 14 });

describe('linearPattern', () => {
  it.each([
    ['ACME-[0-9]{6}', 'the key ACME-123456 and ACME-7', 'the key # and ACME-7'],
    ['token=\\S+', 'token=hunter2 token= x', '# token= x'],
    ['(a|b)+c', 'aabac abd', '# abd'],
    ['"[^"]*"', '"a" b "c"', '# b #'],
    ['a.*?b', 'a1b2b a3', '#2b a3'],
    ['(?i:secret)-\\d{2,}', 'SeCrEt-12345 secret-1', '# secret-1'],
    ['\\bkey\\b', 'key monkey keys key', '# monkey keys #'],
    ['^pin: \\d+$', 'pin: 1234', '#'],
    ['(?m:^b)', 'a\nb', 'a\n#'],
    ['a.b', 'a\nb', 'a\nb'],
    ['(?s:a.b)', 'a\nb', '#'],
    ['😀+', 'a😀😀b', 'a#b'],
    ['\\p{Lu}{3}', 'ÄÖÜ abc', '# abc'],
    ['[\\]}]x', ']x }x x', '# # x'],
    ['(?<name>x)+y', 'xxy xx', '# xx'],
    ['ab|a', 'aab', '##'],
  ])('replaces what %s matches', (source, before, after) => {
    expect(hide(source, before)).toBe(after);
  });

  it('replaces what an expression of JavaScript would, for any pattern and any text', () => {
    fc.assert(
      fc.property(options('[^x]'), text, (source, before) => {
        expect(hide(source, before)).toBe(before.replace(new RegExp(source, 'gu'), '#'));
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds something where an expression of JavaScript does, also when what is repeated may be empty', () => {
    fc.assert(
      fc.property(options(''), text, (source, before) => {
        expect(hide(source, before) === before).toBe(!new RegExp(source, 'u').test(before));
      }),
      { numRuns: 2_000 },
    );
  });

  // Each has a text on which an expression of JavaScript takes minutes or years; the work for a text of twice the length
  // is compared, in steps.
  it.each([
    ['(?:a|a)+b', 'a'],
    ['a*a*a*a*a*b', 'a'],
    ['(a+)+$', 'a'],
    ['(?:.*)*x', 'a'],
    ['(?:a|aa)+[^a]', 'a'],
    ['(?:a?){40}a{40}b', 'a'],
    ['(?:\\w+\\s*)+:', 'ab '],
    ['(?:[^"]|\\\\")*"x', '\\"'],
    ['([a-z]+,?)*;', 'ab,'],
    ['\\w+-secret', 'a'],
  ])('takes twice the steps for twice the text: %s', (source, word) => {
    const steps = (times: number): number => {
      const budget = { left: 1e9 };
      searchOf(compilePattern(parsePattern(source)))(`${word.repeat(times)}!`, 0, budget);
      return 1e9 - budget.left;
    };

    expect(steps(2_000)).toBeGreaterThan(2_000);
    expect(steps(4_000)).toBeLessThan(2.1 * steps(2_000));
  });

  it('hides what is left of a text in which finding match after match takes too long', () => {
    // After each `a` the rest of the text is looked through for a `z`.
    const clean = hide('a.*z|a', `xx ${'a'.repeat(4_000)}`);

    expect(clean).toMatch(/^xx #+$/);
    expect(clean.length).toBeLessThan(1_000);
  });
});
