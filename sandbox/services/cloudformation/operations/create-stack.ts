import { AwsError } from '../../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { actorOf } from '../actor-of.ts';
import { newStack } from '../engine/new-stack.ts';
import { type OnFailure, runCreation } from '../engine/run-creation.ts';
import { stackArns, stackNamed } from '../find-stack.ts';
import { planCall } from '../plan-call.ts';
import { type GoalInput, readGoal } from '../read-goal.ts';
import { cloudformationState } from '../state.ts';

interface Input extends GoalInput {
  readonly StackName: string;
  readonly OnFailure?: OnFailure;
  readonly DisableRollback?: boolean;
  readonly EnableTerminationProtection?: boolean;
}

/**
 * Makes a stack. It answers when all is done, which AWS does at once: a client that polls sees the end at its
 * first look.
 */
export const createStack = defineOperation({
  resources: stackArns,
  async handle(input: Input, context: CallContext) {
    const { StackName: name } = input;
    if (stackNamed(context, name) !== undefined)
      throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
    const given = await readGoal(context, input);
    const stack = newStack(context, name);
    try {
      const { goal } = planCall(context, stack, given);
      const actor = actorOf(context, { stackId: stack.id, roleArn: goal.roleArn, isPassed: true });
      stack.roleArn = goal.roleArn;
      stack.isProtected = input.EnableTerminationProtection === true;
      const onFailure = input.DisableRollback === true ? 'DO_NOTHING' : input.OnFailure;
      await runCreation({ scope: context, stack, actor, tags: goal.tags }, goal, onFailure);
    } catch (error) {
      if (stack.events.length === 0) cloudformationState(context).stacks.delete(name);
      throw error;
    }
    return { StackId: stack.id };
  },
});
