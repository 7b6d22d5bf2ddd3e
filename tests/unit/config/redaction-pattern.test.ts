import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../shared/config/load.ts';
import { rejectRedactionPattern } from '../../../shared/config/redaction-pattern.ts';

describe('rejectRedactionPattern', () => {
  it.each([
    'ACME-[0-9]{6}',
    'token=\\S+',
    '(?:ab){3}',
    '(a|b)+c',
    '[(+]+x',
    '\\(a+\\)+',
    '(?<name>x)+',
    'a{2,5}b',
    '(?i:bearer) \\w+',
    // These make an expression of JavaScript run for ever; here they are as good as any other.
    '(?:a|a)+b',
    'a*a*a*a*a*b',
    '(a+)+$',
    '(.*)*x',
  ])('accepts %s', (pattern) => {
    expect(rejectRedactionPattern(pattern)).toBeUndefined();
  });

  it.each([
    ['(?!x)y', '(?!', 1],
    ['key(?<=a+)z', '(?<=', 4],
    ['a(?<!b)c+', '(?<!', 2],
  ])('refuses %s: nothing looks around in a time that grows with the text alone', (pattern, sign, at) => {
    expect(rejectRedactionPattern(pattern)).toBe(
      `has a look-around, ${sign}, at its character ${at}, and there is no fast way to match one; what stands around a secret can be a part of the pattern`,
    );
  });

  it.each([
    ['(a*)b\\1', '\\1', 6],
    ['(?<quote>["\'])x\\k<quote>', '\\k<quote>', 16],
  ])('refuses %s, which refers back', (pattern, sign, at) => {
    expect(rejectRedactionPattern(pattern)).toBe(
      `has a back-reference, ${sign}, at its character ${at}, and there is no fast way to match one; what matched before has to be written out again`,
    );
  });

  it.each(['(a{100}){100}', '(?:\\w{30}){30}x', 'a{99999999999999999999}'])(
    'refuses %s, which is small in writing only',
    (pattern) => {
      expect(rejectRedactionPattern(pattern)).toMatch(
        /^repeats too much: written out it has (?:\d+|countless) parts, and 500 are the most$/,
      );
    },
  );

  it.each(['x?', 'a*|b', '\\b', '^', '(?:)', '(?:a|b*)+'])(
    'refuses %s, which matches empty text',
    (pattern) => {
      expect(rejectRedactionPattern(pattern)).toBe(
        'matches empty text, so it would hide nothing or everything',
      );
    },
  );
});

describe('drawbridge.yml with a pattern that cannot be used', () => {
  it('is refused with the place of each', () => {
    const loaded = loadConfig(`version: 1
repositories: { a: { pull-requests: { builds: { b: { project: cc } } } } }
redact:
  - 'HARBOR-[0-9]{6}'
  - 'key: (?=[0-9])x'
  - '((a{99}){99}){99}'
`);

    expect(loaded.ok ? [] : loaded.problems).toEqual([
      {
        path: 'redact[1]',
        line: 5,
        column: 5,
        message:
          'the pattern has a look-around, (?=, at its character 6, and there is no fast way to match one; what stands around a secret can be a part of the pattern; found "key: (?=[0-9])x"',
      },
      {
        path: 'redact[2]',
        line: 6,
        column: 5,
        message:
          'the pattern repeats too much: written out it has 970299 parts, and 500 are the most; found "((a{99}){99}){99}"',
      },
    ]);
  });
});
