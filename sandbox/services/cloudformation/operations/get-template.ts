import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { findStack, stackArns } from '../find-stack.ts';

/** The template that a stack was last deployed from. */
export const getTemplate = defineOperation({
  resources: stackArns,
  handle: ({ StackName = '' }: { readonly StackName?: string }, context: CallContext) => ({
    TemplateBody: findStack(context, StackName).templateText,
    StagesAvailable: ['Original', 'Processed'],
  }),
});
