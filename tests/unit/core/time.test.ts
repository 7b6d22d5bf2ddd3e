import { expect, it } from 'vitest';
import { formatDuration } from '../../../shared/core/time.ts';

it.each([
  [0, '0 s'],
  [-5_000, '0 s'],
  [499, '0 s'],
  [500, '1 s'],
  [31_000, '31 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [60_000, '1 min'],
  [125_000, '2 min 5 s'],
  [3_599_000, '59 min 59 s'],
  [3_599_600, '1 h'],
  [3_840_000, '1 h 4 min'],
  [3_899_000, '1 h 4 min'],
  [7_200_000, '2 h'],
  [129_600_000, '36 h'],
])('%i ms read as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
