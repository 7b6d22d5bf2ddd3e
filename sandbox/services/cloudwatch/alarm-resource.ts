import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { writeAlarm } from './write-alarm.ts';

/** `AWS::CloudWatch::Alarm`: Ref is the name. An alarm that exists keeps its state. */
export function alarmOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const alarm = writeAlarm(scope, {
    ...properties,
    AlarmName: String(properties['AlarmName'] ?? generatedName),
  });
  return { ref: alarm.settings.AlarmName, attributes: { Arn: alarm.arn } };
}
