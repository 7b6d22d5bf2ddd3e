import { validationError } from './cloudwatch-errors.ts';
import type { Sample, Series } from './state.ts';

/** A statistic over the samples of one period. */
export type Statistic = (samples: readonly Sample[]) => number;

const sumOf = (samples: readonly Sample[]) => samples.reduce((sum, sample) => sum + sample.sum, 0);
const countOf = (samples: readonly Sample[]) => samples.reduce((count, sample) => count + sample.count, 0);

const plain: Readonly<Record<string, Statistic>> = {
  Sum: sumOf,
  SampleCount: countOf,
  Average: (samples) => sumOf(samples) / countOf(samples),
  Minimum: (samples) => Math.min(...samples.map(({ min }) => min)),
  Maximum: (samples) => Math.max(...samples.map(({ max }) => max)),
};

/** The statistic of a name: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as `p99.9`. */
export function statisticNamed(name: string): Statistic {
  const statistic = Object.hasOwn(plain, name) ? plain[name] : undefined;
  if (statistic !== undefined) return statistic;
  const [, percent] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name) ?? [];
  if (percent === undefined)
    throw validationError(
      `The value ${name} for parameter Stat is not supported. The sandbox has Sum, Average, Minimum, Maximum, SampleCount and percentiles such as p99.`,
    );
  return (samples) => percentile(samples, Number(percent));
}

/** The nearest value, without interpolation; AWS's own way between two values is not documented. */
function percentile(samples: readonly Sample[], percent: number): number {
  const values = samples.flatMap((sample) => sample.values).sort((one, other) => one.value - other.value);
  const total = values.reduce((count, value) => count + value.count, 0);
  let rank = Math.max(1, Math.ceil((percent / 100) * total));
  for (const { value, count } of values) {
    rank -= count;
    if (rank <= 0) return value;
  }
  return Number.NaN;
}

/** A stretch of time, cut into periods. All in epoch milliseconds; `to` is not part of it. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly periodMs: number;
}

/** The samples by the period they fall into, oldest first; periods without samples are missing, not zero. */
export function periodsOf(
  series: Series | undefined,
  { from, to, periodMs }: Window,
  unit?: string,
): [start: number, samples: Sample[]][] {
  const periods = new Map<number, Sample[]>();
  const first = Math.floor(from / periodMs) * periodMs;
  for (const sample of series?.samples ?? []) {
    if (sample.at < first || sample.at >= to) continue;
    if (unit !== undefined && sample.unit !== unit) continue;
    const start = Math.floor(sample.at / periodMs) * periodMs;
    const period = periods.get(start);
    if (period === undefined) periods.set(start, [sample]);
    else period.push(sample);
  }
  return [...periods].sort(([one], [other]) => one - other);
}
