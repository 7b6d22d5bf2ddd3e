import { expect, it } from 'vitest';
import { sizeOf } from '../../../scripts/size-of.ts';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [12_345, '12.3 kB'],
  [12_345_678, '12.3 MB'],
])('%i bytes are told as %s', (bytes, text) => {
  expect(sizeOf(bytes)).toBe(text);
});
