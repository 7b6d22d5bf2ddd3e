import type { CloudFormationResource } from './template.ts';

/**
 * An alarm for each replication: its replica is more than a quarter of an hour behind. While nothing is measured
 * the alarm stays as it is, because a replica that is behind is measured at least every quarter of an hour.
 */
export function lagAlarm(parts: {
  readonly alarmName: string;
  readonly replication: string;
  readonly service: string;
  readonly topic: string;
}): CloudFormationResource {
  const { alarmName, replication, service, topic } = parts;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: alarmName,
      AlarmDescription: `The replication ${replication} is behind for more than 15 minutes. The log of replicate-repository tells why; it is tried again at least every 15 minutes.`,
      Namespace: 'Drawbridge',
      MetricName: 'ReplicationLagSeconds',
      // The same dimensions as the metric has, or CloudWatch finds none: Powertools adds the service.
      Dimensions: [
        { Name: 'replication', Value: replication },
        { Name: 'service', Value: service },
      ],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 900,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      AlarmActions: [{ Ref: topic }],
    },
  };
}
