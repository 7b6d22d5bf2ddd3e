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

  it.each([
    [[['pay-*'], ['*-ci']], ['pay-ci'], 'pay--ci'],
    [[['pay-*'], ['*-ci']], ['pay-*-ci'], 'pay-ci'],
    [[['a*']], ['a', '*x', '*y', '*z'], 'aa'],
  ])('of %j without %j is %j', (lists, without, text) => {
    expect(commonText(lists, without)).toBe(text);
  });

  it('does not exist when all of it is to be avoided', () => {
    expect(commonText([['pay-*'], ['*-ci']], ['pay-ci', 'pay-*-ci'])).toBeUndefined();
  });

  it('is found exactly when a short text over the same letters fits all the patterns', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 3 });
    const texts = textsUpTo(6, ['a', 'b', 'c']);

    fc.assert(
      fc.property(pattern, pattern, pattern, (one, other, avoided) => {
        const isMeant = (text: string): boolean =>
          matchesGlob(one, text) && matchesGlob(other, text) && !matchesGlob(avoided, text);
        const found = commonText([[one], [other]], [avoided]);
        expect(found !== undefined).toBe(texts.some(isMeant));
        if (found !== undefined) expect(isMeant(found)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

function textsUpTo(length: number, letters: readonly string[]): string[] {
  if (length === 0) return [''];
  const shorter = textsUpTo(length - 1, letters);
  return [...new Set([...shorter, ...shorter.flatMap((text) => letters.map((letter) => text + letter))])];
}
