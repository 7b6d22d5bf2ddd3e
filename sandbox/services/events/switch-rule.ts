import { defineOperation } from '../../kernel/service.ts';
import { findRule } from './find-bus.ts';
import { ruleResource } from './rule-resource.ts';
import { startSchedule } from './run-schedules.ts';
import type { Rule } from './state.ts';

interface Input {
  readonly Name: string;
  readonly EventBusName?: string;
}

function switchTo(state: Rule['state']) {
  return defineOperation({
    resources: ({ Name, EventBusName }: Input, context) =>
      ruleResource(context, { name: Name, bus: EventBusName }),
    handle({ Name, EventBusName }, context) {
      const rule = findRule(context, Name, EventBusName);
      if (rule.state === state) return;
      rule.state = state;
      startSchedule(context, rule);
    },
  });
}

export const enableRule = switchTo('ENABLED');

/** From now on the rule matches nothing; deliveries under way go on. */
export const disableRule = switchTo('DISABLED');
