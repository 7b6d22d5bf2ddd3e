import { AwsError } from '../../kernel/errors.ts';
import type { CallContext } from '../../kernel/service.ts';
import { stackArns, stackNamed, stacksIn } from './find-stack.ts';
import type { ChangeSet, Stack } from './state.ts';

/** How a call names a change set: by its name and its stack's, or by its ARN alone. */
export interface ChangeSetInput {
  readonly ChangeSetName: string;
  readonly StackName?: string;
}

/** The stack's ARN is what IAM is asked about. */
export function changeSetArns(input: ChangeSetInput, context: CallContext): string {
  const stack = lookUpChangeSet(context, input)?.stack;
  return stack?.id ?? stackArns(input, context);
}

/** The change set and its stack; declines with ChangeSetNotFound. */
export function findChangeSet(
  context: CallContext,
  input: ChangeSetInput,
): { stack: Stack; changeSet: ChangeSet } {
  const found = lookUpChangeSet(context, input);
  if (found === undefined)
    throw new AwsError('ChangeSetNotFoundException', `ChangeSet [${input.ChangeSetName}] does not exist`, {
      status: 404,
      queryCode: 'ChangeSetNotFound',
    });
  return found;
}

/** The change set and its stack, or nothing. */
export function lookUpChangeSet(
  context: CallContext,
  { ChangeSetName, StackName }: ChangeSetInput,
): { stack: Stack; changeSet: ChangeSet } | undefined {
  const named = StackName === undefined ? undefined : stackNamed(context, StackName);
  const stacks = named === undefined ? stacksIn(context) : [named];
  for (const stack of stacks)
    for (const changeSet of stack.changeSets.values()) {
      const isNamed = named !== undefined && changeSet.name === ChangeSetName;
      if (isNamed || changeSet.id === ChangeSetName) return { stack, changeSet };
    }
  return undefined;
}
