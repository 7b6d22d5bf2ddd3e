import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../../../functions/sweep/plan-looks.ts';
import { planLooks } from '../../../../functions/sweep/plan-looks.ts';
import { remember } from '../../../../functions/sweep/remember.ts';
import { ControllerError } from '../../../../shared/core/error.ts';
import type { SweepRecord, Thing } from '../../../../shared/core/sweep-record.ts';
import { hour, type Instant, minute } from '../../../../shared/core/time.ts';
import { noon } from '../../../support/builders.ts';
import { observedWith } from './observed-with.ts';

const kind = 'repository';
const repositories = (count: number): Thing[] =>
  Array.from({ length: count }, (_, at) => ({ kind, name: `service-${at}` }));

/** What happens in one minute: no run at all, or one with these failures that has time for so many. */
interface Minute {
  readonly isLost?: boolean;
  readonly failing?: ReadonlySet<string>;
  readonly most?: number;
}

/** Plays the sweep's own plan and memory minute by minute, and gives when each thing was looked at. */
function play(things: readonly Thing[], minutes: readonly Minute[]): Map<string, Instant[]> {
  const looks = new Map(things.map(({ name }): [string, Instant[]] => [name, []]));
  let record: SweepRecord | undefined;
  for (const [at, { isLost = false, failing, most = 120 }] of minutes.entries()) {
    if (isLost) continue;
    const now = noon + at * minute;
    const planned = planLooks(things, record ?? { lookedUntil: {}, postponed: [] }, {
      kind,
      now,
      everything: false,
    });
    const begun = planned.slice(0, most);
    const isFailing = ({ thing }: Look) => failing?.has(thing.name) ?? false;
    for (const look of begun.filter((one) => !isFailing(one))) looks.get(look.thing.name)?.push(now);
    record = remember(
      observedWith({
        now,
        stored: record && { record, version: 1 },
        things,
        looks: {
          repository: {
            found: begun
              .filter((one) => !isFailing(one))
              .map((look) => ({ look, found: { unattended: [] } })),
            failed: begun
              .filter(isFailing)
              .map((look) => ({ look, error: new ControllerError('throttled', 'Rate exceeded.') })),
            rest: planned.slice(most),
          },
        },
      }),
      [],
    );
  }
  return looks;
}

const gaps = (times: readonly Instant[]) => times.slice(1).map((at, index) => at - (times[index] ?? 0));
const hours = (count: number): Minute[] => Array.from({ length: count * 60 }, () => ({}));

describe('the hourly look', () => {
  it('begins with everything, as fast as AWS may be asked: 120 a minute', () => {
    const looks = play(repositories(1_000), hours(1).slice(0, 9));

    const firsts = [...looks.values()].flatMap(([first]) => first ?? []);
    const inMinute = (at: number) => firsts.filter((first) => first === noon + at * minute).length;
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(inMinute)).toEqual([120, 120, 120, 120, 120, 120, 120, 120, 40]);
  });

  it('comes to each of a thousand once an hour, about seventeen in each minute', () => {
    const looks = play(repositories(1_000), hours(5));

    const settled = noon + hour;
    for (const times of looks.values())
      for (const gap of gaps(times.filter((at) => at >= settled))) expect(gap).toBe(hour);
    const inOneMinute = Map.groupBy(
      [...looks.values()].flatMap((times) => times.filter((at) => at >= noon + 2 * hour)),
      (at) => at,
    );
    const sizes = [...inOneMinute.values()].map((some) => some.length);
    expect(inOneMinute.size).toBe(180);
    expect(Math.max(...sizes)).toBeLessThan(40);
  });

  it('makes up for minutes that were lost, within as much time as was lost', () => {
    const things = repositories(50);
    const run = fc.record({ isLost: fc.boolean() });

    fc.assert(
      fc.property(fc.array(run, { minLength: 300, maxLength: 300 }), (minutes) => {
        const lost = longestLoss(minutes);
        for (const times of play(things, minutes).values())
          for (const gap of gaps(times)) expect(gap).toBeLessThanOrEqual(hour + lost * minute);
      }),
      { numRuns: 30 },
    );
  });

  it('looks again every five minutes at what could not be read, and keeps nobody waiting for it', () => {
    const things = repositories(50);
    const failing = new Set(['service-7']);
    const minutes = hours(3).map((one, at) => (at < 120 ? { ...one, failing } : one));

    const looks = play(things, minutes);

    // The hourly turn and the tries after it have times of their own; both go on.
    expect(looks.get('service-7')?.[0]).toBeLessThanOrEqual(noon + 125 * minute);
    for (const [name, times] of looks)
      if (name !== 'service-7') for (const gap of gaps(times.slice(1))) expect(gap).toBe(hour);
  });

  it('catches up after a standstill without leaving anybody out', () => {
    const things = repositories(300);
    const minutes = hours(6).map((one, at) => ({ ...one, isLost: at >= 60 && at < 180 }));

    const looks = play(things, minutes);

    for (const times of looks.values()) {
      const inTime = (at: Instant) => at >= noon + 3 * hour && at < noon + 3 * hour + 3 * minute;
      expect(times.some(inTime)).toBe(true);
      expect(times.at(-1)).toBeGreaterThan(noon + 5 * hour - minute);
    }
  });

  it('goes round when there are more than it can look at in an hour', () => {
    const things = repositories(100);

    const looks = play(
      things,
      hours(10).map((one) => ({ ...one, most: 1 })),
    );

    const counts = [...looks.values()].map((times) => times.length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...counts)).toBeLessThanOrEqual(7);
  });
});

function longestLoss(minutes: readonly Minute[]): number {
  let longest = 0;
  let current = 0;
  for (const { isLost = false } of minutes) {
    current = isLost ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
