import type {
  DeleteApprovalRuleTemplateInput,
  DeleteApprovalRuleTemplateOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { codeCommitState } from '../../state.ts';
import { publishTemplateNews } from '../template-events.ts';
import { repositoriesOf, templateOf } from '../templates.ts';

/** Removes a template that no repository is associated with; rules it made stay. */
export const deleteApprovalRuleTemplate = defineOperation<
  DeleteApprovalRuleTemplateInput,
  DeleteApprovalRuleTemplateOutput
>({
  resources: () => '*',
  handle(input, context) {
    const template = templateOf(context, input.approvalRuleTemplateName);
    if (repositoriesOf(context, template).length > 0)
      throw codeCommitError(
        'ApprovalRuleTemplateInUse',
        `The template "${template.name}" is associated with repositories. Disassociate it first.`,
      );
    codeCommitState(context).templates.delete(template.name);
    publishTemplateNews(context, template, {
      event: 'approvalRuleTemplateDeleted',
      information: `An approval rule template with the following name has been deleted: ${template.name}. The ID of the deleted template is: ${template.id}`,
      repositories: [],
    });
    return { approvalRuleTemplateId: template.id };
  },
});
