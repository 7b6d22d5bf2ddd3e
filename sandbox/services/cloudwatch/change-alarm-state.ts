import { publishEvent } from '../../kernel/offers/events.ts';
import type { Scope } from '../../kernel/world.ts';
import { runAlarmActions } from './alarm-actions.ts';
import { alarmStateChange } from './alarm-state-change.ts';
import type { Alarm, AlarmStateValue } from './state.ts';

/** What an alarm is to be, and why. */
export interface NewAlarmState {
  readonly value: AlarmStateValue;
  readonly reason: string;
  /** JSON text. */
  readonly reasonData?: string | undefined;
}

/**
 * Puts an alarm into a state. When the value changes, the state change event is sent and the actions of the new
 * state run; the same value again only keeps the new reason.
 */
export function changeAlarmState(scope: Scope, alarm: Alarm, next: NewAlarmState): void {
  const now = scope.world.clock.now();
  const previous = alarm.state;
  alarm.state = {
    value: next.value,
    reason: next.reason,
    ...(next.reasonData === undefined ? {} : { reasonData: next.reasonData }),
    at: now,
  };
  if (previous.value === next.value) return;
  alarm.transitionedAt = now;
  publishEvent(scope, {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [alarm.arn],
    detail: alarmStateChange(alarm, previous),
  });
  runAlarmActions(scope, alarm, previous);
}
