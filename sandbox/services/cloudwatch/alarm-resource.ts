import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { cloudwatchState } from './state.ts';
import { alarmArn, writeAlarm } from './write-alarm.ts';

/** `AWS::CloudWatch::Alarm`: Ref is the name. An alarm that exists keeps its state. */
export function alarmOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const alarm = writeAlarm(scope, {
    ...properties,
    AlarmName: String(properties['AlarmName'] ?? generatedName),
  });
  return { ref: alarm.settings.AlarmName, attributes: { Arn: alarm.arn } };
}

/** `AWS::CloudWatch::Alarm`. */
export const alarmKind: ResourceKind = {
  nameProperty: 'AlarmName',
  make: alarmOfTemplate,
  remove: ({ scope, ref }) => void cloudwatchState(scope).alarms.delete(ref),
  isTaken: (scope, name) => cloudwatchState(scope).alarms.has(name),
  replacing: ['AlarmName'],
  permissions: {
    on: ({ scope, name }) => alarmArn(scope, name),
    create: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms'],
    update: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DescribeAlarms'],
    delete: ['cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms'],
    tag: ['cloudwatch:TagResource', 'cloudwatch:ListTagsForResource'],
    untag: ['cloudwatch:UntagResource'],
  },
};
