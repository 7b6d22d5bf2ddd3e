import { AwsError } from '../../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { arnOf } from '../../../kernel/world.ts';
import { actorOf } from '../actor-of.ts';
import { newStack } from '../engine/new-stack.ts';
import { enterStatus } from '../engine/record-event.ts';
import { stackArns, stackNamed, stackToChange, validationError } from '../find-stack.ts';
import { planCall } from '../plan-call.ts';
import { type GoalInput, readGoal } from '../read-goal.ts';
import { refuseUpdateNow } from '../refuse-update-now.ts';
import { type ChangeSet, cloudformationState, type Stack } from '../state.ts';

interface Input extends GoalInput {
  readonly StackName: string;
  readonly ChangeSetName: string;
  readonly ChangeSetType?: 'CREATE' | 'UPDATE';
}

const NOTHING =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Works out what a template would change, to be executed later. One that changes nothing is FAILED, as on AWS. */
export const createChangeSet = defineOperation({
  resources: stackArns,
  async handle(input: Input, context: CallContext) {
    const type = input.ChangeSetType ?? 'UPDATE';
    const known = knownStack(context, input, type);
    const given = await readGoal(context, input, known);
    const stack = known ?? newStack(context, input.StackName);
    try {
      const { changes, isNothing } = planCall(context, stack, given);
      actorOf(context, { stackId: stack.id, roleArn: given.roleArn, isPassed: input.RoleARN !== undefined });
      const changeSet = changeSetOf(context, { name: input.ChangeSetName, type, given, changes, isNothing });
      if (known === undefined) enterStatus({ scope: context, stack }, 'REVIEW_IN_PROGRESS', 'User Initiated');
      stack.changeSets.set(changeSet.name, changeSet);
      return { Id: changeSet.id, StackId: stack.id };
    } catch (error) {
      if (known === undefined) cloudformationState(context).stacks.delete(stack.name);
      throw error;
    }
  },
});

function knownStack(context: CallContext, input: Input, type: ChangeSet['type']): Stack | undefined {
  const { StackName, ChangeSetName } = input;
  const stack = type === 'UPDATE' ? stackToChange(context, StackName) : stackNamed(context, StackName);
  if (type === 'UPDATE' && stack !== undefined) refuseUpdateNow(stack);
  if (type === 'CREATE' && stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS')
    throw validationError(
      `Stack [${StackName}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
    );
  if (stack?.changeSets.has(ChangeSetName) === true)
    throw new AwsError('AlreadyExistsException', `ChangeSet ${ChangeSetName} already exists`);
  return stack;
}

function changeSetOf(
  context: CallContext,
  parts: Pick<ChangeSet, 'name' | 'type' | 'changes'> & {
    readonly given: ChangeSet['goal'];
    readonly isNothing: boolean;
  },
): ChangeSet {
  const { name, type, changes, isNothing } = parts;
  const { templateText, parameters, tags, capabilities, roleArn } = parts.given;
  return {
    id: arnOf(context, 'cloudformation', `changeSet/${name}/${context.world.ids.uuid()}`),
    name,
    type,
    createdAt: context.world.clock.now(),
    goal: { templateText, parameters, tags, capabilities, roleArn },
    changes,
    status: isNothing ? 'FAILED' : 'CREATE_COMPLETE',
    statusReason: isNothing ? NOTHING : undefined,
  };
}
