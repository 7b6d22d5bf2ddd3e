import type { DisassociateApprovalRuleTemplateFromRepositoryInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { publishTemplateNews } from '../template-events.ts';
import { templateOf } from '../templates.ts';

/** Ends an association; pull requests keep the rules they have. */
export const disassociateApprovalRuleTemplateFromRepository = defineOperation<
  DisassociateApprovalRuleTemplateFromRepositoryInput,
  void
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  handle(input, context) {
    const template = templateOf(context, input.approvalRuleTemplateName);
    const repository = repositoryOf(context, input.repositoryName);
    if (!repository.templates.delete(template.name)) return;
    publishTemplateNews(context, template, {
      event: 'approvalRuleTemplateDisassociatedFromRepository',
      information: `An approval rule template has been disassociated from the following repository: [${repository.name}]`,
      repositories: [repository],
    });
  },
});
