import { defineOperation } from '../../kernel/service.ts';
import { cloudwatchState } from './state.ts';

interface Input {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value?: string }[];
  readonly NextToken?: string;
}

const pageSize = 500;

/** The metrics that were ever put, filtered, 500 to a page. */
export const listMetrics = defineOperation({
  resources: (_input: Input) => '*',
  handle({ Namespace, MetricName, Dimensions = [], NextToken }, context) {
    const from = Number(NextToken ?? 0);
    const found = [...cloudwatchState(context).series.values()].filter(
      (series) =>
        (Namespace === undefined || series.namespace === Namespace) &&
        (MetricName === undefined || series.name === MetricName) &&
        Dimensions.every((wanted) =>
          series.dimensions.some(
            ({ Name, Value }) =>
              Name === wanted.Name && (wanted.Value === undefined || Value === wanted.Value),
          ),
        ),
    );
    return {
      Metrics: found.slice(from, from + pageSize).map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: dimensions,
      })),
      NextToken: from + pageSize < found.length ? String(from + pageSize) : undefined,
    };
  },
});
