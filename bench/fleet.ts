import type { Benchmark, Row } from './benchmark.ts';
import { type Hour, measureHour } from './fleet/measure-hour.ts';
import { packagingRows } from './fleet/packaging-rows.ts';
import { callsOf, dollarsAMonth } from './fleet/price-hour.ts';

/** Repositories with two checks each. */
const sizes = [1, 100, 1_000] as const;

/** Five a second of all APIs together: for those of CodeCommit and CodeBuild AWS publishes no number. */
const mostCallsInAMinute = 300;

/** What a thousand repositories cost: the sweep's hour, and the package. */
export const fleet: Benchmark = {
  name: 'fleet',
  about:
    'An hour of the sweep over repositories with two checks and two open pull requests each (real function, simulated time), and packaging a drawbridge.yml of a thousand.',
  async run() {
    const listed: Measured[] = [];
    for (const size of sizes) listed.push({ size, hour: await measureHour(size, 'listed') });
    const byPattern = await measureHour(1_000, 'by one pattern');
    return [
      ...listed.flatMap((one, at) => hourRows(`${named(one.size)}, listed`, one, listed[at - 1])),
      ...hourRows(`${named(1_000)}, by one pattern`, { hour: byPattern, size: 1_000 }, listed.at(-2)),
      ...(await packagingRows()),
    ];
  },
};

function named(size: number): string {
  return size === 1 ? '1 repository' : `${size.toLocaleString('en')} repositories`;
}

interface Measured {
  readonly hour: Hour;
  /** Repositories. */
  readonly size: number;
}

/** What grows is compared with the next smaller fleet: it may grow as much as the repositories, and no more. */
export function hourRows(what: string, { hour, size }: Measured, smaller: Measured | undefined): Row[] {
  const growth = (figure: (hour: Hour) => number): Pick<Row, 'ratio' | 'budget' | 'holds'> => {
    if (smaller === undefined) return {};
    const ratio = figure(hour) / figure(smaller.hour) / (size / smaller.size);
    return { ratio, budget: 'ratio 1 to the repositories', holds: ratio <= 1 };
  };
  return [
    { what: `${what}: calls an hour`, ours: callsOf(hour).toLocaleString('en'), ...growth(callsOf) },
    ...Object.entries(hour.calls).map(([operation, count]) => ({
      what: `${what}: ${operation}`,
      ours: count.toLocaleString('en'),
    })),
    {
      what: `${what}: calls in one minute at the most`,
      ours: hour.mostCallsInAMinute.toLocaleString('en'),
      budget: String(mostCallsInAMinute),
      holds: hour.mostCallsInAMinute <= mostCallsInAMinute,
    },
    {
      what: `${what}: waiting for AWS, an hour`,
      ours: `${hour.waitedSeconds.toFixed(0)} s`,
      ...growth(({ waitedSeconds }) => waitedSeconds),
    },
    { what: `${what}: US dollars a month`, ours: dollarsAMonth(hour).toFixed(2), ...growth(dollarsAMonth) },
  ];
}
