import { type CallContext, defineOperation } from '../../../kernel/service.ts';
import { type ChangeSetInput, changeSetArns, lookUpChangeSet } from '../find-change-set.ts';

/** Forgets a change set; one that is not there is fine, as on AWS. */
export const deleteChangeSet = defineOperation({
  resources: changeSetArns,
  handle(input: ChangeSetInput, context: CallContext) {
    const found = lookUpChangeSet(context, input);
    found?.stack.changeSets.delete(found.changeSet.name);
    return {};
  },
});
