import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { actorOf } from '../actor-of.ts';
import { runDeletion } from '../engine/run-deletion.ts';
import { stackArns, stackNamed, validationError } from '../find-stack.ts';

interface Input {
  readonly StackName: string;
  readonly RoleARN?: string;
  readonly RetainResources?: readonly string[];
}

/** Removes a stack with its resources; a name that no stack has is fine, as on AWS. */
export const deleteStack = defineOperation({
  resources: stackArns,
  async handle({ StackName, RoleARN, RetainResources }: Input, context: CallContext): Promise<void> {
    const stack = stackNamed(context, StackName);
    if (stack === undefined) return;
    if (stack.isProtected)
      throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    const retain = Array.isArray(RetainResources) ? (RetainResources as string[]) : [];
    if (retain.length > 0 && stack.status !== 'DELETE_FAILED')
      throw validationError(
        `Invalid operation on stack [${stack.id}]. RetainResources can only be specified for stacks in the DELETE_FAILED state.`,
      );
    const actor = actorOf(context, {
      stackId: stack.id,
      roleArn: RoleARN ?? stack.roleArn,
      isPassed: RoleARN !== undefined,
    });
    await runDeletion({ scope: context, stack, actor, tags: stack.tags }, retain);
  },
});
