import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../shared/core/glob.ts';
import { growthForTenTimes } from '../../support/growth.ts';

describe('matchesGlob', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'mainline', false],
    ['main', 'Main', false],
    ['*', '', true],
    ['*', 'release/2.4/hotfix', true],
    ['release/*', 'release/2.4', true],
    ['release/*', 'release/', true],
    ['release/*', 'release', false],
    ['*-fix', 'a-fix', true],
    ['a*a', 'a', false],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'acb', false],
    ['a*bc*c', 'abc', false],
    ['a.c', 'abc', false],
    ['', '', true],
    ['', 'a', false],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('agrees with a regular expression made of the pattern', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '/', '.', '+', '\n'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    const pattern = fc
      .array(fc.constantFrom('a', 'b', '/', '.', '+', '*', '**'), { maxLength: 6 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, text, (glob, subject) => {
        const source = glob
          .split('')
          .map((character) => (character === '*' ? '[^]*' : character.replace(/[.+/]/, '\\$&')))
          .join('');

        expect(matchesGlob(glob, subject)).toBe(new RegExp(`^${source}$`).test(subject));
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no more than ten times as long for ten times as many stars and a text ten times as long', () => {
    const growth = growthForTenTimes(500, (size) => {
      expect(matchesGlob(`${'*a'.repeat(size)}*c*b`, `${'a'.repeat(size * 10)}b`)).toBe(false);
    });

    expect(growth).toBeLessThan(30);
  });
});
