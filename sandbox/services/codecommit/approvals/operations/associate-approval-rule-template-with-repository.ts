import type { AssociateApprovalRuleTemplateWithRepositoryInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { publishTemplateNews } from '../template-events.ts';
import { templateOf } from '../templates.ts';

/** Gives new pull requests of a repository the template's rule; a repository takes 25 templates. */
export const associateApprovalRuleTemplateWithRepository = defineOperation<
  AssociateApprovalRuleTemplateWithRepositoryInput,
  void
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  handle(input, context) {
    const template = templateOf(context, input.approvalRuleTemplateName);
    const repository = repositoryOf(context, input.repositoryName);
    if (repository.templates.has(template.name)) return;
    if (repository.templates.size >= 25)
      throw codeCommitError(
        'MaximumRuleTemplatesAssociatedWithRepository',
        `${repository.name} is associated with 25 templates already.`,
      );
    repository.templates.add(template.name);
    publishTemplateNews(context, template, {
      event: 'approvalRuleTemplateAssociatedWithRepository',
      information: `An approval rule template has been associated with the following repository: [${repository.name}]`,
      repositories: [repository],
    });
  },
});
