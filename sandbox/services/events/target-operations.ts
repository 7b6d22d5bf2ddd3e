import { defineOperation } from '../../kernel/service.ts';
import { busNameOf, findBus, findRule } from './find-bus.ts';
import { nextPage, type PageInput } from './next-page.ts';
import { ruleResource } from './rule-resource.ts';
import type { Target } from './state.ts';
import { writeTargets } from './write-targets.ts';

interface RuleReference {
  readonly Rule: string;
  readonly EventBusName?: string;
}

/** Adds targets to a rule; one with the id of another replaces it. */
export const putTargets = defineOperation({
  resources: ({ Rule, EventBusName }: RuleReference & { Targets?: readonly Target[] }, context) =>
    ruleResource(context, { name: Rule, bus: EventBusName }),
  conditions: ({ Targets = [] }) => ({ 'events:TargetArn': Targets.map(({ Arn }) => Arn) }),
  handle({ Rule, EventBusName, Targets = [] }, context) {
    writeTargets(findRule(context, Rule, EventBusName), Targets);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});

/** Takes targets away; an id that the rule does not have is reported as a failed entry. */
export const removeTargets = defineOperation({
  resources: ({ Rule, EventBusName }: RuleReference & { Ids: readonly string[] }, context) =>
    ruleResource(context, { name: Rule, bus: EventBusName }),
  handle({ Rule, EventBusName, Ids }, context) {
    const { targets } = findRule(context, Rule, EventBusName);
    const missing = Ids.filter((id) => !targets.delete(id));
    return {
      FailedEntryCount: missing.length,
      FailedEntries: missing.map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Rule ${Rule} does not have a target with the Id ${TargetId}.`,
      })),
    };
  },
});

export const listTargetsByRule = defineOperation({
  resources: ({ Rule, EventBusName }: RuleReference & PageInput, context) =>
    ruleResource(context, { name: Rule, bus: EventBusName }),
  handle(input, context) {
    const { targets } = findRule(context, input.Rule, input.EventBusName);
    const { page, NextToken } = nextPage([...targets.values()], input);
    return { Targets: page, NextToken };
  },
});

export const listRuleNamesByTarget = defineOperation({
  resources: ({ EventBusName }: { TargetArn: string; EventBusName?: string } & PageInput, context) =>
    ruleResource(context, { name: undefined, bus: busNameOf(EventBusName) }),
  handle(input, context) {
    const names = [...findBus(context, input.EventBusName).rules.values()]
      .filter(({ targets }) => [...targets.values()].some(({ Arn }) => Arn === input.TargetArn))
      .map(({ name }) => name)
      .sort();
    const { page, NextToken } = nextPage(names, input);
    return { RuleNames: page, NextToken };
  },
});
