import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { describeResource } from '../describe-resource.ts';
import { findStack, stackArns, validationError } from '../find-stack.ts';

interface Input {
  readonly StackName?: string;
  readonly LogicalResourceId?: string;
}

/** One resource of a stack. */
export const describeStackResource = defineOperation({
  resources: stackArns,
  handle({ StackName = '', LogicalResourceId = '' }: Input, context: CallContext) {
    const stack = findStack(context, StackName);
    const resource = stack.resources.get(LogicalResourceId);
    if (resource === undefined)
      throw validationError(`Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
    return {
      StackResourceDetail: {
        StackId: stack.id,
        StackName: stack.name,
        ...describeResource(resource),
        LastUpdatedTimestamp: new Date(resource.changedAt),
      },
    };
  },
});
