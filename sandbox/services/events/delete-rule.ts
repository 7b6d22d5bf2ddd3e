import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { findBus } from './find-bus.ts';
import { ruleResource } from './rule-resource.ts';

interface Input {
  readonly Name: string;
  readonly EventBusName?: string;
}

/** Deletes a rule without targets; one that is not there is fine, as on AWS. */
export const deleteRule = defineOperation({
  resources: ({ Name, EventBusName }: Input, context) =>
    ruleResource(context, { name: Name, bus: EventBusName }),
  handle({ Name, EventBusName }, context) {
    const { rules } = findBus(context, EventBusName);
    if ((rules.get(Name)?.targets.size ?? 0) > 0)
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    rules.delete(Name);
  },
});
