import { defineOperation } from '../../kernel/service.ts';
import { findRule } from './find-bus.ts';
import { ruleResource } from './rule-resource.ts';
import type { Rule } from './state.ts';

/** A rule as DescribeRule and ListRules give it. */
export function describe(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.eventPattern,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.busName,
  };
}

interface Input {
  readonly Name: string;
  readonly EventBusName?: string;
}

export const describeRule = defineOperation({
  resources: ({ Name, EventBusName }: Input, context) =>
    ruleResource(context, { name: Name, bus: EventBusName }),
  handle: ({ Name, EventBusName }, context) => ({
    ...describe(findRule(context, Name, EventBusName)),
    CreatedBy: context.account,
  }),
});
