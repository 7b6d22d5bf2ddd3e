import type { CloudFormationResource } from './template.ts';

/**
 * An alarm for each backup: three tries in a row failed, or the newest chain cannot be restored. While nothing is
 * measured the alarm stays as it is, because a backup that fails is tried again at least every six hours.
 */
export function backupAlarm(parts: {
  readonly alarmName: string;
  readonly backup: string;
  readonly service: string;
  readonly topic: string;
}): CloudFormationResource {
  const { alarmName, backup, service, topic } = parts;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: alarmName,
      AlarmDescription: `The backup ${backup} keeps failing, or was found damaged when it was restored on trial. The log of back-up-repository and the events of Drawbridge tell why.`,
      Namespace: 'Drawbridge',
      MetricName: 'BackupTroubles',
      // The same dimensions as the metric has, or CloudWatch finds none: Powertools adds the service.
      Dimensions: [
        { Name: 'backup', Value: backup },
        { Name: 'service', Value: service },
      ],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      AlarmActions: [{ Ref: topic }],
    },
  };
}
