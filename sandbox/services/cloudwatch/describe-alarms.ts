import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { type Alarm, cloudwatchState } from './state.ts';
import { alarmArn } from './write-alarm.ts';

interface Input {
  readonly AlarmNames?: readonly string[];
  readonly AlarmNamePrefix?: string;
  readonly AlarmTypes?: readonly string[];
  readonly StateValue?: string;
  readonly ActionPrefix?: string;
  readonly MaxRecords?: number | string;
  readonly NextToken?: string;
}

/** The metric alarms that fit, in name order; names that are not there are just missing (facts: DescribeAlarms). */
export const describeAlarms = defineOperation({
  resources: ({ AlarmNames = ['*'] }: Input, context) => AlarmNames.map((name) => alarmArn(context, name)),
  handle(input, context) {
    const from = Number(input.NextToken ?? 0);
    if (!Number.isInteger(from) || from < 0)
      throw new AwsError('InvalidNextToken', `The token ${input.NextToken} is not valid.`);
    const found = [...cloudwatchState(context).alarms.values()]
      .filter((alarm) => fits(alarm, input))
      .sort((one, other) => (one.settings.AlarmName < other.settings.AlarmName ? -1 : 1));
    const end = from + Math.min(Number(input.MaxRecords ?? 50), 100);
    return {
      MetricAlarms: found.slice(from, end).map(describe),
      CompositeAlarms: [],
      NextToken: end < found.length ? String(end) : undefined,
    };
  },
});

function fits({ settings, state }: Alarm, input: Input): boolean {
  const { AlarmNames, AlarmNamePrefix = '', AlarmTypes = ['MetricAlarm'], ActionPrefix } = input;
  const actions = [...settings.OKActions, ...settings.AlarmActions, ...settings.InsufficientDataActions];
  return (
    AlarmTypes.includes('MetricAlarm') &&
    (AlarmNames === undefined || AlarmNames.includes(settings.AlarmName)) &&
    settings.AlarmName.startsWith(AlarmNamePrefix) &&
    (input.StateValue === undefined || state.value === input.StateValue) &&
    (ActionPrefix === undefined || actions.some((action) => action.startsWith(ActionPrefix)))
  );
}

function describe({ arn, settings, state, configuredAt, transitionedAt }: Alarm) {
  return {
    ...settings,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: new Date(configuredAt),
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData,
    StateUpdatedTimestamp: new Date(state.at),
    StateTransitionedTimestamp: new Date(transitionedAt),
  };
}
