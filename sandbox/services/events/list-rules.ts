import { defineOperation } from '../../kernel/service.ts';
import { describe } from './describe-rule.ts';
import { findBus } from './find-bus.ts';
import { nextPage, type PageInput } from './next-page.ts';
import { ruleResource } from './rule-resource.ts';

interface Input extends PageInput {
  readonly NamePrefix?: string;
  readonly EventBusName?: string;
}

/** The rules of a bus in name order. */
export const listRules = defineOperation({
  resources: ({ EventBusName }: Input, context) =>
    ruleResource(context, { name: undefined, bus: EventBusName }),
  handle(input, context) {
    const rules = [...findBus(context, input.EventBusName).rules.values()]
      .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const { page, NextToken } = nextPage(rules, input);
    return { Rules: page.map(describe), NextToken };
  },
});
