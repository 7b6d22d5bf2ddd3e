import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { changeAlarmState } from './change-alarm-state.ts';
import { validationError } from './cloudwatch-errors.ts';
import { type AlarmStateValue, cloudwatchState } from './state.ts';
import { alarmArn } from './write-alarm.ts';

interface Input {
  readonly AlarmName: string;
  readonly StateValue: string;
  readonly StateReason: string;
  readonly StateReasonData?: string;
}

const values: readonly string[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] satisfies AlarmStateValue[];

/** Puts an alarm into a state for a test; nothing evaluates it back. */
export const setAlarmState = defineOperation({
  resources: ({ AlarmName }: Input, context) => alarmArn(context, AlarmName),
  handle({ AlarmName, StateValue, StateReason, StateReasonData }, context) {
    const alarm = cloudwatchState(context).alarms.get(AlarmName);
    if (alarm === undefined)
      throw new AwsError('ResourceNotFound', `Alarm ${AlarmName} does not exist.`, { status: 404 });
    if (!values.includes(StateValue))
      throw validationError(
        `Value '${StateValue}' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]`,
      );
    checkReasonData(StateReasonData);
    changeAlarmState(context, alarm, {
      value: StateValue as AlarmStateValue,
      reason: StateReason,
      reasonData: StateReasonData,
    });
  },
});

function checkReasonData(text: string | undefined): void {
  if (text === undefined) return;
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError('InvalidFormat', 'StateReasonData must be valid JSON.', {
      queryCode: 'InvalidFormat',
    });
  }
}
