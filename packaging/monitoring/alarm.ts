import type { CloudFormationResource } from '../template.ts';

/** What an alarm watches. */
interface Metric {
  readonly namespace: string;
  readonly name: string;
  /** All that the metric has, or CloudWatch finds none. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
}

/** When it rings. */
interface Condition {
  readonly comparison: 'above' | 'below';
  readonly threshold: number;
  /** So many times five minutes in a row. */
  readonly periods: number;
  /** What five minutes without a value count as; `ignore` leaves the alarm as it is. */
  readonly missing: 'notBreaching' | 'breaching' | 'ignore';
}

const comparisons = { above: 'GreaterThanThreshold', below: 'LessThanThreshold' } as const;

/** An alarm that tells the topic both when it rings and when it is over. */
export function alarm(parts: {
  readonly name: string;
  /** What is wrong, and where to look. */
  readonly description: string;
  readonly metric: Metric;
  readonly when: Condition;
  readonly topic: string;
}): CloudFormationResource {
  const { name, description, metric, when, topic } = parts;
  const actions = [{ Ref: topic }];
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name,
      AlarmDescription: description,
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: metric.statistic,
      Period: 300,
      EvaluationPeriods: when.periods,
      DatapointsToAlarm: when.periods,
      Threshold: when.threshold,
      ComparisonOperator: comparisons[when.comparison],
      TreatMissingData: when.missing,
      AlarmActions: actions,
      OKActions: actions,
    },
  };
}
