import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { stackArns, stackNamed, validationError } from '../find-stack.ts';
import { pageOf } from '../page-of.ts';
import { cloudformationState } from '../state.ts';

interface Input {
  readonly StackName?: string;
  readonly NextToken?: string;
}

/** What happened to a stack and its resources, the newest first, a hundred a page. */
export const describeStackEvents = defineOperation({
  resources: stackArns,
  handle({ StackName = '', NextToken }: Input, context: CallContext) {
    const stack = stackNamed(context, StackName) ?? cloudformationState(context).deleted.get(StackName);
    if (stack === undefined) throw validationError(`Stack [${StackName}] does not exist`);
    const { page, next } = pageOf(stack.events.toReversed(), NextToken);
    return {
      StackEvents: page.map(({ id, logicalId, ref, type, status, reason, properties, at }) => ({
        EventId: id,
        StackId: stack.id,
        StackName: stack.name,
        LogicalResourceId: logicalId,
        PhysicalResourceId: ref,
        ResourceType: type,
        ResourceStatus: status,
        Timestamp: new Date(at),
        ...(reason !== undefined && { ResourceStatusReason: reason }),
        ...(properties !== undefined && { ResourceProperties: JSON.stringify(properties) }),
      })),
      ...next,
    };
  },
});
