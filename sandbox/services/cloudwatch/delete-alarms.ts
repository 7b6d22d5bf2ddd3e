import { defineOperation } from '../../kernel/service.ts';
import { cloudwatchState } from './state.ts';
import { alarmArn } from './write-alarm.ts';

interface Input {
  readonly AlarmNames: readonly string[];
}

/** Deletes alarms; names that are not there are passed over (what AWS does with them is unconfirmed). */
export const deleteAlarms = defineOperation({
  resources: ({ AlarmNames }: Input, context) => AlarmNames.map((name) => alarmArn(context, name)),
  handle({ AlarmNames }, context) {
    for (const name of AlarmNames) cloudwatchState(context).alarms.delete(name);
  },
});
