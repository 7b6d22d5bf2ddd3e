import type { CloudFormationResource } from './template.ts';

/** An alarm for each function: an error that Lambda's own retries did not heal within a quarter of an hour. */
export function errorAlarm(functionName: string, topic: string): CloudFormationResource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${functionName}-errors`,
      AlarmDescription: `${functionName} keeps failing. Its log group is /aws/lambda/${functionName}; events it gave up on are in the dead-letter queue.`,
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: functionName }],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: topic }],
    },
  };
}
