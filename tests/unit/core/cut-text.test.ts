import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from '../../../shared/core/cut-text.ts';

describe('cutText', () => {
  it('leaves a text alone that is short enough', () => {
    expect(cutText('AssertionError: expected 7 to equal 8', 40)).toBe(
      'AssertionError: expected 7 to equal 8',
    );
  });

  it('keeps the beginning and the end of a longer one, up to whole words', () => {
    expect(cutText('Reason: one two three four five six seven eight nine ten', 30)).toBe(
      'Reason: one … eight nine ten',
    );
  });

  it('leaves out a word whole that it would cut: half a secret is not known for one', () => {
    const token = `ghp_${'A1b2'.repeat(10)}`;

    expect(cutText(`push ${token} was refused`, 30)).toBe('push … was refused');
    expect(cutText(token, 30)).toBe('…');
  });

  it('gives no more than was asked for, of any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, most) => {
        expect(cutText(text, most).length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });
});
