import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLines } from '../../../sandbox/services/codecommit/merges/line-merge.ts';

const merge = (base: string, source: string, destination: string) =>
  mergeLines({ base, source, destination });

describe('merging lines', () => {
  it.each([
    {
      what: 'changes far apart',
      texts: ['1\n2\n3\n4\n', 'a\n2\n3\n4\n', '1\n2\n3\nd\n'],
      text: 'a\n2\n3\nd\n',
    },
    { what: 'the same change', texts: ['1\n2\n', '1\nx\n', '1\nx\n'], text: '1\nx\n' },
    {
      what: 'a deletion and an addition',
      texts: ['1\n2\n3\n4\n', '2\n3\n4\n', '1\n2\n3\n4\n5\n'],
      text: '2\n3\n4\n5\n',
    },
    { what: 'a last line without its end', texts: ['1\n2\n3', 'a\n2\n3', '1\n2\n3\n'], text: 'a\n2\n3\n' },
  ])('takes $what of both sides', ({ texts: [base = '', source = '', destination = ''], text }) => {
    expect(merge(base, source, destination)).toEqual({ text, conflicts: 0 });
  });

  it('counts different changes of one line, and of neighbours, as a conflict', () => {
    expect(merge('1\n2\n3\n', 'a\n2\n3\n', 'b\n2\n3\n')).toEqual({ text: 'b\n2\n3\n', conflicts: 1 });
    expect(
      mergeLines({ base: '1\n2\n3\n', source: 'a\n2\n3\n', destination: 'b\n2\n3\n' }, 'source'),
    ).toEqual({
      text: 'a\n2\n3\n',
      conflicts: 1,
    });
    expect(merge('1\n2\n3\n', 'a\n2\n3\n', '1\nb\n3\n').conflicts).toBe(1);
  });

  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));

  it('takes one side as it is when the other one changed nothing', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(merge(base, changed, base)).toEqual({ text: changed, conflicts: 0 });
        expect(merge(base, base, changed)).toEqual({ text: changed, conflicts: 0 });
        expect(merge(base, changed, changed)).toEqual({ text: changed, conflicts: 0 });
      }),
    );
  });

  it('finds the same conflicts whichever side is which', () => {
    fc.assert(
      fc.property(text, text, text, (base, one, other) => {
        expect(merge(base, one, other).conflicts).toBe(merge(base, other, one).conflicts);
      }),
    );
  });
});
