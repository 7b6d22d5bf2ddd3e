import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { describeResource } from '../describe-resource.ts';
import { findStack, stackArns } from '../find-stack.ts';

interface Input {
  readonly StackName?: string;
  readonly LogicalResourceId?: string;
}

/** The first hundred resources of a stack, or one of them, as on AWS. */
export const describeStackResources = defineOperation({
  resources: stackArns,
  handle({ StackName = '', LogicalResourceId: wanted }: Input, context: CallContext) {
    const stack = findStack(context, StackName);
    const found = [...stack.resources.values()].filter(
      ({ logicalId }) => wanted === undefined || logicalId === wanted,
    );
    return {
      StackResources: found.slice(0, 100).map((resource) => ({
        StackId: stack.id,
        StackName: stack.name,
        ...describeResource(resource),
        Timestamp: new Date(resource.changedAt),
      })),
    };
  },
});
