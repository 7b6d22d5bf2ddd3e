import { defineOperation } from '../../kernel/service.ts';
import { invalidValue, missingParameter } from './cloudwatch-errors.ts';
import { readTime } from './read-time.ts';
import { addSample, seriesOf } from './record-metric.ts';
import type { Dimension, Sample } from './state.ts';

interface Datum {
  readonly MetricName: string;
  readonly Dimensions?: readonly Dimension[];
  readonly Timestamp?: number | string;
  readonly Value?: number | string;
  readonly Values?: readonly (number | string)[];
  readonly Counts?: readonly (number | string)[];
  readonly StatisticValues?: {
    readonly SampleCount: number | string;
    readonly Sum: number | string;
    readonly Minimum: number | string;
    readonly Maximum: number | string;
  };
  readonly Unit?: string;
}

interface Input {
  readonly Namespace: string;
  readonly MetricData?: readonly Datum[];
}

/** Puts values, lists of values or statistics; a datum that is wrong refuses the call before anything is kept. */
export const putMetricData = defineOperation({
  resources: (_input: Input) => '*',
  conditions: ({ Namespace }) => ({ 'cloudwatch:namespace': Namespace }),
  handle({ Namespace, MetricData = [] }, context) {
    if (!Namespace) throw missingParameter('Namespace');
    const now = context.world.clock.now();
    const samples = MetricData.map((datum) => [datum, sampleOf(datum, now)] as const);
    for (const [{ MetricName, Dimensions = [] }, sample] of samples)
      addSample(
        seriesOf(context, { namespace: Namespace, name: MetricName, dimensions: Dimensions }),
        sample,
      );
  },
});

function sampleOf(datum: Datum, now: number): Sample {
  if (!datum.MetricName) throw missingParameter('MetricData.member.N.MetricName');
  const at = datum.Timestamp === undefined ? now : readTime('Timestamp', datum.Timestamp);
  const unit = datum.Unit ?? 'None';
  const set = datum.StatisticValues;
  if (set !== undefined)
    return {
      at,
      unit,
      count: Number(set.SampleCount),
      sum: Number(set.Sum),
      min: Number(set.Minimum),
      max: Number(set.Maximum),
      values: [],
    };
  const values = valuesOf(datum);
  return {
    at,
    unit,
    count: values.reduce((count, value) => count + value.count, 0),
    sum: values.reduce((sum, { value, count }) => sum + value * count, 0),
    min: Math.min(...values.map(({ value }) => value)),
    max: Math.max(...values.map(({ value }) => value)),
    values,
  };
}

function valuesOf({ MetricName, Value, Values, Counts = [] }: Datum): { value: number; count: number }[] {
  const given = Values ?? (Value === undefined ? [] : [Value]);
  if (given.length === 0)
    throw missingParameter(`Value of the metric ${MetricName} (or Values, or StatisticValues)`);
  return given.map((text, index) => {
    const value = Number(text);
    const count = Number(Counts[index] ?? 1);
    if (!Number.isFinite(value) || !(count > 0))
      throw invalidValue(`The value ${text} of the metric ${MetricName} is no number that can be kept.`);
    return { value, count };
  });
}
