import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { findStack, stackArns, stacksIn } from '../find-stack.ts';
import type { Stack } from '../state.ts';

interface Input {
  readonly StackName?: string;
}

/** One stack by name or id, or all of them; a stack that was deleted, by its id. */
export const describeStacks = defineOperation({
  resources: stackArns,
  handle: ({ StackName }: Input, context: CallContext) => ({
    Stacks: (StackName === undefined ? stacksIn(context) : [findStack(context, StackName)]).map(describe),
  }),
});

function describe(stack: Stack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    StackStatus: stack.status,
    CreationTime: new Date(stack.createdAt),
    DisableRollback: false,
    EnableTerminationProtection: stack.isProtected,
    Capabilities: stack.capabilities,
    RollbackConfiguration: {},
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    NotificationARNs: [],
    Parameters: [...stack.parameters].map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Tags: Object.entries(stack.tags).map(([Key, Value]) => ({ Key, Value })),
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...(description !== undefined && { Description: description }),
      ...(exportName !== undefined && { ExportName: exportName }),
    })),
    ...(stack.description !== undefined && { Description: stack.description }),
    ...(stack.roleArn !== undefined && { RoleARN: stack.roleArn }),
    ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
    ...(stack.changedAt !== undefined && { LastUpdatedTime: new Date(stack.changedAt) }),
    ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
  };
}
