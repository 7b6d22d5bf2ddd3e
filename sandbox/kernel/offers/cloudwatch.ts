import { defineOffer } from '../offer.ts';

/** One value of a metric. */
export interface MetricValue {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** `None` when absent. */
  readonly unit?: string;
  /** Epoch milliseconds; now when absent. */
  readonly at?: number;
}

/** The value is in the metric. */
export const recordMetric = defineOffer<[value: MetricValue], void>('cloudwatch.recordMetric');
