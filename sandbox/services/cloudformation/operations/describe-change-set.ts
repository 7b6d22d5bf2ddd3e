import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { type ChangeSetInput, changeSetArns, findChangeSet } from '../find-change-set.ts';
import { pageOf } from '../page-of.ts';
import type { ResourceChange } from '../state.ts';

interface Input extends ChangeSetInput {
  readonly NextToken?: string;
}

/** A change set with what it would change, a hundred a page. */
export const describeChangeSet = defineOperation({
  resources: changeSetArns,
  handle(input: Input, context: CallContext) {
    const { stack, changeSet } = findChangeSet(context, input);
    const { page, next } = pageOf(changeSet.changes, input.NextToken);
    const { status, statusReason, goal } = changeSet;
    return {
      ChangeSetName: changeSet.name,
      ChangeSetId: changeSet.id,
      StackId: stack.id,
      StackName: stack.name,
      CreationTime: new Date(changeSet.createdAt),
      Status: status,
      ExecutionStatus: status === 'CREATE_COMPLETE' ? 'AVAILABLE' : 'UNAVAILABLE',
      ...(statusReason !== undefined && { StatusReason: statusReason }),
      Capabilities: goal.capabilities,
      Parameters: Object.entries(goal.parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Tags: Object.entries(goal.tags).map(([Key, Value]) => ({ Key, Value })),
      NotificationARNs: [],
      Changes: page.map((change) => ({ Type: 'Resource', ResourceChange: describe(change) })),
      ...next,
    };
  },
});

function describe({ action, logicalId, type, ref, isReplaced, properties }: ResourceChange) {
  return {
    Action: action,
    LogicalResourceId: logicalId,
    ResourceType: type,
    ...(ref !== undefined && { PhysicalResourceId: ref }),
    ...(action === 'Modify' && { Replacement: isReplaced ? 'True' : 'False', Scope: ['Properties'] }),
    Details: properties.map((Name) => ({
      Target: { Attribute: 'Properties', Name, RequiresRecreation: isReplaced ? 'Always' : 'Never' },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  };
}
