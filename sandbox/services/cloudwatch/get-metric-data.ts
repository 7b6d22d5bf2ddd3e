import { type CallContext, defineOperation } from '../../kernel/service.ts';
import { validationError } from './cloudwatch-errors.ts';
import { readTime } from './read-time.ts';
import { seriesKey } from './record-metric.ts';
import { cloudwatchState, type Dimension } from './state.ts';
import { periodsOf, statisticNamed } from './statistics.ts';

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly Label?: string;
  readonly ReturnData?: boolean;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions?: readonly Dimension[];
    };
    readonly Period: number | string;
    readonly Stat: string;
    readonly Unit?: string;
  };
}

interface Input {
  readonly MetricDataQueries: readonly Query[];
  readonly StartTime: number | string;
  readonly EndTime: number | string;
  readonly ScanBy?: string;
}

/** The values of metrics, period by period, newest first unless told otherwise. Metric math is refused. */
export const getMetricData = defineOperation({
  resources: (_input: Input) => '*',
  handle(input, context) {
    const window = {
      from: readTime('StartTime', input.StartTime),
      to: readTime('EndTime', input.EndTime),
    };
    if (window.from >= window.to)
      throw validationError('The parameter StartTime must be less than the parameter EndTime.');
    const results = input.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map((query) =>
      answer(context, query, { ...window, newestFirst: input.ScanBy !== 'TimestampAscending' }),
    );
    return { MetricDataResults: results, Messages: [] };
  },
});

function answer(
  context: CallContext,
  query: Query,
  window: { from: number; to: number; newestFirst: boolean },
) {
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(query.Id))
    throw validationError(
      `The value ${query.Id} for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  const stat = query.MetricStat;
  if (stat === undefined)
    throw validationError(
      `Error in expression '${query.Id}': the sandbox has no metric math; ask for each metric with MetricStat.`,
    );
  const { Namespace, MetricName, Dimensions = [] } = stat.Metric;
  const key = seriesKey({ namespace: Namespace, name: MetricName, dimensions: Dimensions });
  const series = cloudwatchState(context).series.get(key);
  const statistic = statisticNamed(stat.Stat);
  const periods = periodsOf(series, { ...window, periodMs: Number(stat.Period) * 1000 }, stat.Unit);
  if (window.newestFirst) periods.reverse();
  return {
    Id: query.Id,
    Label: query.Label ?? MetricName,
    Timestamps: periods.map(([start]) => new Date(start)),
    Values: periods.map(([, samples]) => statistic(samples)),
    StatusCode: 'Complete',
  };
}
