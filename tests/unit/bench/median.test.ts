import { describe, expect, it } from 'vitest';
import { median } from '../../../bench/median.ts';

describe('the median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 10, 1, 2])).toBe(3);
  });
});
