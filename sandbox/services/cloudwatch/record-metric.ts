import type { MetricValue } from '../../kernel/offers/cloudwatch.ts';
import type { Scope } from '../../kernel/world.ts';
import { cloudwatchState, type Dimension, type Sample, type Series } from './state.ts';

/** What one series keeps at the most; the oldest samples go first. */
const LIMIT = 20_000;

/** Puts one value of a metric, as the services that publish metrics of their own do. */
export function recordMetric(scope: Scope, { namespace, name, value, ...more }: MetricValue): void {
  const dimensions = Object.entries(more.dimensions).map(([Name, Value]) => ({ Name, Value }));
  addSample(seriesOf(scope, { namespace, name, dimensions }), {
    at: more.at ?? scope.world.clock.now(),
    unit: more.unit ?? 'None',
    count: 1,
    sum: value,
    min: value,
    max: value,
    values: [{ value, count: 1 }],
  });
}

/** The text that tells one metric from others; the order of dimensions does not matter. */
export function seriesKey(metric: {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}): string {
  const dimensions = metric.dimensions.map(({ Name, Value }) => JSON.stringify([Name, Value])).sort();
  return JSON.stringify([metric.namespace, metric.name, dimensions]);
}

/** The series of a metric, made when missing. */
export function seriesOf(
  scope: Scope,
  metric: { readonly namespace: string; readonly name: string; readonly dimensions: readonly Dimension[] },
): Series {
  const { series } = cloudwatchState(scope);
  const key = seriesKey(metric);
  let found = series.get(key);
  if (found === undefined) {
    found = { ...metric, samples: [] };
    series.set(key, found);
  }
  return found;
}

/** Adds a sample; a full series drops a tenth of its samples, the oldest. */
export function addSample({ samples }: Series, sample: Sample): void {
  samples.push(sample);
  if (samples.length > LIMIT) samples.splice(0, LIMIT / 10);
}
