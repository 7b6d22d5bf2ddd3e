import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { exportsIn } from '../exports.ts';

/** All that stacks export, in one page. */
export const listExports = defineOperation({
  resources: () => '*',
  handle: (_input: object, context: CallContext) => ({
    Exports: exportsIn(context).map(({ name, value, stackId }) => ({
      ExportingStackId: stackId,
      Name: name,
      Value: value,
    })),
  }),
});
