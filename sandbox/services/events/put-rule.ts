import { defineOperation } from '../../kernel/service.ts';
import { ruleResource } from './rule-resource.ts';
import { type RuleInput, writeRule } from './write-rule.ts';

export const putRule = defineOperation({
  resources: (input: RuleInput, context) =>
    ruleResource(context, { name: input.Name, bus: input.EventBusName }),
  handle: (input, context) => ({ RuleArn: writeRule(context, input).arn }),
});
