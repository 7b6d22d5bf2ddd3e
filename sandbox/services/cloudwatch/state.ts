import { defineState } from '../../kernel/world.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** Values put at one instant, as their statistics; `values` are kept for percentiles where they are known. */
export interface Sample {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly values: readonly { readonly value: number; readonly count: number }[];
}

/** One metric: a name in a namespace with exactly these dimensions. */
export interface Series {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  readonly samples: Sample[];
}

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** A state an alarm is or was in; `at` is epoch milliseconds. */
export interface AlarmState {
  readonly value: AlarmStateValue;
  readonly reason: string;
  /** JSON text. */
  readonly reasonData?: string;
  readonly at: number;
}

/** An alarm's configuration, as PutMetricAlarm takes it and DescribeAlarms gives it. */
export interface AlarmSettings {
  readonly AlarmName: string;
  readonly AlarmDescription?: string;
  readonly ActionsEnabled: boolean;
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Dimensions: readonly Dimension[];
  readonly Period?: number;
  readonly Unit?: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold?: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData?: string;
  /** Queries of an alarm on an expression. */
  readonly Metrics?: readonly Readonly<Record<string, unknown>>[];
}

export interface Alarm {
  readonly arn: string;
  /** Id of the one metric in the alarm's events. */
  readonly metricId: string;
  settings: AlarmSettings;
  configuredAt: number;
  state: AlarmState;
  /** When the value last changed; `state.at` moves also when only the reason does. */
  transitionedAt: number;
}

/** The metrics of one account and Region by their key, and its alarms by name. */
export const cloudwatchState = defineState('cloudwatch', () => ({
  series: new Map<string, Series>(),
  alarms: new Map<string, Alarm>(),
}));
