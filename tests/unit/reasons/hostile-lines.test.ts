import { describe, expect, it } from 'vitest';
import { comparisonIn } from '../../../shared/reasons/details.ts';
import { findFailures } from '../../../shared/reasons/find-failures.ts';
import { placeIn } from '../../../shared/reasons/place.ts';
import { growthForTenTimes } from '../../support/growth.ts';

const beginnings = ['', ' FAIL  src/a.ts > ', 'a/b.c:1:2: error: ', '[ERROR] a '];
const units = ['a', ' ', '/', '-', '1', 'a.', 'a: ', ' > ', 'Error', 'ab '];

describe('the time that a line takes', () => {
  it.each(beginnings.flatMap((beginning) => units.map((unit) => [beginning, unit] as const)))(
    'grows no faster than a line of %j and then many %j',
    (beginning, unit) => {
      const lineOf = (size: number) => beginning + unit.repeat(Math.ceil(size / unit.length));
      const read = (size: number) => {
        const lines = [lineOf(size)];
        findFailures(lines);
        placeIn(lines);
        comparisonIn(lines);
      };

      expect(growthForTenTimes(800, read)).toBeLessThan(30);
    },
  );
});
