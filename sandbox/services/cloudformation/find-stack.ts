import { AwsError } from '../../kernel/errors.ts';
import type { CallContext } from '../../kernel/service.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { cloudformationState, type Stack } from './state.ts';

/** CloudFormation's error for whatever is wrong with a request. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** What IAM is asked about for a call on one stack, whether it exists or not; `*` for a call on all of them. */
export function stackArns({ StackName }: { readonly StackName?: string }, context: CallContext): string {
  if (StackName === undefined) return arnOf(context, 'cloudformation', 'stack/*/*');
  return StackName.startsWith('arn:') ? StackName : arnOf(context, 'cloudformation', `stack/${StackName}/*`);
}

/** The stacks that are. */
export function stacksIn(scope: Scope): Stack[] {
  return [...cloudformationState(scope).stacks.values()];
}

/** The stack of a name, or of an id, which finds deleted ones too. Declines as DescribeStacks does. */
export function findStack(scope: Scope, nameOrId: string): Stack {
  const found = stackNamed(scope, nameOrId) ?? cloudformationState(scope).deleted.get(nameOrId);
  if (found === undefined) throw validationError(`Stack with id ${nameOrId} does not exist`);
  return found;
}

/** The stack of a name or id that is, or nothing. */
export function stackNamed(scope: Scope, nameOrId: string): Stack | undefined {
  return stacksIn(scope).find(({ name, id }) => name === nameOrId || id === nameOrId);
}

/** As `stackNamed`; declines in the words of the operations that change stacks. */
export function stackToChange(scope: Scope, nameOrId: string): Stack {
  const found = stackNamed(scope, nameOrId);
  if (found === undefined) throw validationError(`Stack [${nameOrId}] does not exist`);
  return found;
}
