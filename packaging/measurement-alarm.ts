import type { CloudFormationResource } from './template.ts';

/**
 * An alarm that rings when one of Drawbridge's own measurements is above its threshold. While nothing is measured
 * the alarm stays as it is: what is in trouble has to be measured again and again.
 */
export function measurementAlarm(parts: {
  readonly alarmName: string;
  readonly description: string;
  readonly metricName: string;
  /** The dimension that tells what was measured, beside the service. */
  readonly dimension: { readonly Name: string; readonly Value: string };
  readonly threshold: number;
  readonly service: string;
  readonly topic: string;
}): CloudFormationResource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: parts.alarmName,
      AlarmDescription: parts.description,
      Namespace: 'Drawbridge',
      MetricName: parts.metricName,
      // The same dimensions as the metric has, or CloudWatch finds none: Powertools adds the service.
      Dimensions: [parts.dimension, { Name: 'service', Value: parts.service }],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: parts.threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      AlarmActions: [{ Ref: parts.topic }],
    },
  };
}
