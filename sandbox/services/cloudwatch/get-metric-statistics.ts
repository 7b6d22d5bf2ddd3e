import { defineOperation } from '../../kernel/service.ts';
import { missingParameter } from './cloudwatch-errors.ts';
import { readTime } from './read-time.ts';
import { seriesKey } from './record-metric.ts';
import { cloudwatchState, type Dimension, type Sample } from './state.ts';
import { periodsOf, statisticNamed } from './statistics.ts';

interface Input {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly Dimension[];
  readonly StartTime: number | string;
  readonly EndTime: number | string;
  readonly Period: number | string;
  readonly Statistics?: readonly string[];
  readonly ExtendedStatistics?: readonly string[];
  readonly Unit?: string;
}

/** The statistics of one metric, a datapoint for each period that has data. */
export const getMetricStatistics = defineOperation({
  resources: (_input: Input) => '*',
  handle(input, context) {
    const { Statistics = [], ExtendedStatistics = [], Unit } = input;
    if (Statistics.length + ExtendedStatistics.length === 0) throw missingParameter('Statistics');
    const key = seriesKey({
      namespace: input.Namespace,
      name: input.MetricName,
      dimensions: input.Dimensions ?? [],
    });
    const window = {
      from: readTime('StartTime', input.StartTime),
      to: readTime('EndTime', input.EndTime),
      periodMs: Number(input.Period) * 1000,
    };
    const periods = periodsOf(cloudwatchState(context).series.get(key), window, Unit);
    return {
      Label: input.MetricName,
      Datapoints: periods.map(([start, samples]) => ({
        Timestamp: new Date(start),
        ...valuesOf(Statistics, samples),
        ...(ExtendedStatistics.length === 0
          ? {}
          : { ExtendedStatistics: new Map(Object.entries(valuesOf(ExtendedStatistics, samples))) }),
        Unit: samples[0]?.unit,
      })),
    };
  },
});

function valuesOf(names: readonly string[], samples: readonly Sample[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, statisticNamed(name)(samples)]));
}
