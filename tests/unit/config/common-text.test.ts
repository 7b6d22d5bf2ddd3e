import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonText } from '../../../shared/config/common-text.ts';
import { matchesGlob } from '../../../shared/core/glob.ts';

describe('the text that fits patterns of several lists', () => {
  it.each([
    [[['refs/heads/main'], ['refs/heads/main']], 'refs/heads/main'],
    [[['refs/heads/*'], ['refs/heads/main']], 'refs/heads/main'],
    [[['refs/heads/*'], ['refs/tags/*', 'refs/heads/a']], 'refs/heads/a'],
    [[['a*c'], ['ab*'], ['*bc']], 'abc'],
    [[['*'], ['*']], ''],
    [[['a*'], ['*b'], ['*x*']], 'axb'],
  ])('of %j is %j', (lists, text) => {
    expect(commonText(lists)).toBe(text);
  });

  it.each([
    [[['refs/heads/*'], ['refs/tags/*']]],
    [[['refs/heads/a'], ['refs/heads/b']]],
    [[['refs/heads/team-a/*'], ['refs/heads/team-b/*', 'refs/heads/main']]],
    [[['*a'], ['*b']]],
    [[['a*'], ['ab'], ['ac']]],
    [[['ab*ba'], ['aba']]],
  ])('does not exist for %j', (lists) => {
    expect(commonText(lists)).toBeUndefined();
  });

  it('is found exactly when a short text over the same letters fits all the patterns', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 4 });
    const texts = textsUpTo(8);

    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const exists = texts.some((text) => matchesGlob(one, text) && matchesGlob(other, text));
        const found = commonText([[one], [other]]);
        expect(found !== undefined).toBe(exists);
        if (found !== undefined)
          expect([matchesGlob(one, found), matchesGlob(other, found)]).toEqual([true, true]);
      }),
      { numRuns: 300 },
    );
  });
});

function textsUpTo(length: number): string[] {
  if (length === 0) return [''];
  const shorter = textsUpTo(length - 1);
  return [...new Set([...shorter, ...shorter.flatMap((text) => [`${text}a`, `${text}b`])])];
}
