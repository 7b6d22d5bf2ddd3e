import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { stackArns, stackToChange } from '../find-stack.ts';

interface Input {
  readonly StackName: string;
  readonly EnableTerminationProtection: boolean;
}

/** Protects a stack from being deleted, or no longer. */
export const updateTerminationProtection = defineOperation({
  resources: stackArns,
  handle({ StackName, EnableTerminationProtection }: Input, context: CallContext) {
    const stack = stackToChange(context, StackName);
    stack.isProtected = EnableTerminationProtection;
    return { StackId: stack.id };
  },
});
