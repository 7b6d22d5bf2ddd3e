import { describe, expect, it } from 'vitest';
import type { Hour } from '../../../bench/fleet/measure-hour.ts';
import { hourRows } from '../../../bench/fleet.ts';

const hour = (factor: number): Hour => ({
  runs: 60,
  calls: { 'codecommit:ListPullRequests': 100 * factor, 'dynamodb:Query': 60 },
  mostCallsInAMinute: 20 * factor,
  waitedSeconds: 10 * factor,
  reads: 100 * factor,
});
const rowOf = (rows: ReturnType<typeof hourRows>, what: string) =>
  rows.find((row) => row.what === `fleet: ${what}`);

describe("the rows of a fleet's hour", () => {
  it('hold while everything grows no faster than the repositories', () => {
    const rows = hourRows('fleet', { hour: hour(10), size: 1_000 }, { hour: hour(1), size: 100 });

    expect(rowOf(rows, 'calls an hour')).toEqual({
      what: 'fleet: calls an hour',
      ours: '1,060',
      ratio: 1_060 / 160 / 10,
      budget: 'ratio 1 to the repositories',
      holds: true,
    });
    expect(rows.every(({ holds }) => holds !== false)).toBe(true);
  });

  it('miss the budget when calls, time or costs grow faster, and when one minute asks too much', () => {
    const rows = hourRows('fleet', { hour: hour(30), size: 1_000 }, { hour: hour(1), size: 100 });

    expect(rows.filter(({ holds }) => holds === false).map(({ what }) => what)).toEqual([
      'fleet: calls an hour',
      'fleet: calls in one minute at the most',
      'fleet: waiting for AWS, an hour',
    ]);
  });

  it('compare the smallest fleet with none', () => {
    expect(
      hourRows('fleet', { hour: hour(1), size: 1 }, undefined).every(({ ratio }) => ratio === undefined),
    ).toBe(true);
  });
});
