import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { stacksIn } from '../find-stack.ts';
import { cloudformationState } from '../state.ts';

interface Input {
  readonly StackStatusFilter?: readonly string[];
}

/** All stacks in one page, those that were deleted too. */
export const listStacks = defineOperation({
  resources: () => '*',
  handle: ({ StackStatusFilter: wanted = [] }: Input, context: CallContext) => ({
    StackSummaries: [...stacksIn(context), ...cloudformationState(context).deleted.values()]
      .filter(({ status }) => wanted.length === 0 || wanted.includes(status))
      .map((stack) => ({
        StackId: stack.id,
        StackName: stack.name,
        CreationTime: new Date(stack.createdAt),
        StackStatus: stack.status,
        ...(stack.changedAt !== undefined && { LastUpdatedTime: new Date(stack.changedAt) }),
        ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
      })),
  }),
});
