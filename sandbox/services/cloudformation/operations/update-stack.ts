import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { actorOf } from '../actor-of.ts';
import { runUpdate } from '../engine/run-update.ts';
import { stackArns, stackToChange, validationError } from '../find-stack.ts';
import { planCall } from '../plan-call.ts';
import { type GoalInput, readGoal } from '../read-goal.ts';
import { refuseUpdateNow } from '../refuse-update-now.ts';

interface Input extends GoalInput {
  readonly StackName: string;
  readonly DisableRollback?: boolean;
}

/** Brings a stack to a template; like CreateStack it answers when all is done. */
export const updateStack = defineOperation({
  resources: stackArns,
  async handle(input: Input, context: CallContext) {
    const stack = stackToChange(context, input.StackName);
    refuseUpdateNow(stack);
    const { goal, isNothing } = planCall(context, stack, await readGoal(context, input, stack));
    if (isNothing) throw validationError('No updates are to be performed.');
    const { roleArn } = goal;
    const actor = actorOf(context, { stackId: stack.id, roleArn, isPassed: input.RoleARN !== undefined });
    stack.roleArn = roleArn;
    const isRolledBack = input.DisableRollback !== true;
    await runUpdate({ scope: context, stack, actor, tags: goal.tags }, goal, { isRolledBack });
    return { StackId: stack.id };
  },
});
