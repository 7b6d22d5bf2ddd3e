import { describe, expect, it } from 'vitest';
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
  ])('accepts %s', (pattern) => {
    expect(rejectRedactionPattern(pattern)).toBeUndefined();
  });

  it.each(['(a+)+', '(a*b)*c', '((ab+)c)+', '(?:x[0-9]{2,})+', '(a{1,3})*b', '(([a-z])+.)+[A-Z]'])(
    'refuses %s, where what is repeated repeats something itself',
    (pattern) => {
      expect(rejectRedactionPattern(pattern)).toBe(
        'repeats a group that itself repeats something, which can take minutes on one line; write it without the inner or the outer repetition',
      );
    },
  );

  it('refuses a pattern that matches empty text', () => {
    expect(rejectRedactionPattern('x?')).toBe('matches empty text, so it would hide nothing or everything');
  });
});
