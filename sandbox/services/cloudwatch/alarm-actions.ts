import { AwsError } from '../../kernel/errors.ts';
import { invokeAsync } from '../../kernel/offers/lambda.ts';
import { publishToTopic } from '../../kernel/offers/sns.ts';
import type { Principal, Scope } from '../../kernel/world.ts';
import { alarmStateChange, zonedTime } from './alarm-state-change.ts';
import type { Alarm, AlarmState } from './state.ts';

/**
 * Runs the actions of the state an alarm is in now: topics get a message, functions an event. An action that is
 * refused is printed, for CloudWatch tells nobody either but the alarm's history.
 */
export function runAlarmActions(scope: Scope, alarm: Alarm, previous: AlarmState): void {
  const { settings, state } = alarm;
  if (!settings.ActionsEnabled) return;
  const actions = {
    OK: settings.OKActions,
    ALARM: settings.AlarmActions,
    INSUFFICIENT_DATA: settings.InsufficientDataActions,
  }[state.value];
  for (const action of actions) {
    try {
      runAction(scope, action, { alarm, previous });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      console.error(
        `The action ${action} of the alarm "${settings.AlarmName}" was refused. ${error.code}: ${error.message}`,
      );
    }
  }
}

interface Transition {
  readonly alarm: Alarm;
  readonly previous: AlarmState;
}

function runAction(scope: Scope, action: string, transition: Transition): void {
  const { alarm } = transition;
  const service = action.split(':')[2];
  if (service === 'sns') {
    publishToTopic(scope, {
      topicArn: action,
      subject: `${alarm.state.value}: "${alarm.settings.AlarmName}" in ${scope.region}`.slice(0, 100),
      message: JSON.stringify(topicMessage(scope, transition)),
      caller: cloudwatchFor('cloudwatch.amazonaws.com', alarm),
    });
  } else if (service === 'lambda') {
    invokeAsync(scope, {
      functionArn: action,
      payload: functionEvent(scope, transition),
      caller: cloudwatchFor('lambda.alarms.cloudwatch.amazonaws.com', alarm),
    });
  } else {
    throw new AwsError('ValidationError', 'The sandbox has alarm actions for SNS topics and functions only');
  }
}

function cloudwatchFor(service: string, { arn }: Alarm): Principal {
  return { kind: 'service', service, sourceArn: arn };
}

/** What a topic gets (facts: CloudWatch alarms, other forms). AWS writes a Region's long name; here it is the code. */
function topicMessage(scope: Scope, { alarm, previous }: Transition): object {
  const { settings, state } = alarm;
  return {
    AlarmName: settings.AlarmName,
    AlarmDescription: settings.AlarmDescription ?? null,
    AWSAccountId: scope.account,
    NewStateValue: state.value,
    NewStateReason: state.reason,
    StateChangeTime: zonedTime(state.at),
    Region: scope.region,
    AlarmArn: alarm.arn,
    OldStateValue: previous.value,
    Trigger: {
      MetricName: settings.MetricName,
      Namespace: settings.Namespace,
      StatisticType: settings.Statistic === undefined ? 'ExtendedStatistic' : 'Statistic',
      Statistic: settings.Statistic?.toUpperCase() ?? settings.ExtendedStatistic,
      Dimensions: settings.Dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
      Period: settings.Period,
      EvaluationPeriods: settings.EvaluationPeriods,
      ComparisonOperator: settings.ComparisonOperator,
      Threshold: settings.Threshold,
      TreatMissingData: settings.TreatMissingData ?? 'missing',
    },
  };
}

function functionEvent(scope: Scope, { alarm, previous }: Transition): object {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: scope.account,
    time: zonedTime(alarm.state.at),
    region: scope.region,
    alarmData: alarmStateChange(alarm, previous),
  };
}
