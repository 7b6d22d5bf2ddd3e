import { defineOperation } from '../../kernel/service.ts';
import { type AlarmInput, alarmArn, writeAlarm } from './write-alarm.ts';

export const putMetricAlarm = defineOperation({
  resources: (input: AlarmInput, context) => alarmArn(context, String(input['AlarmName'])),
  handle(input, context) {
    writeAlarm(context, input);
  },
});
