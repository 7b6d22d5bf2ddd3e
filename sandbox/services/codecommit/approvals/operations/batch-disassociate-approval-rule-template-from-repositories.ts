import type {
  BatchDisassociateApprovalRuleTemplateFromRepositoriesInput,
  BatchDisassociateApprovalRuleTemplateFromRepositoriesOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { splitByRepository } from '../template-batches.ts';
import { publishTemplateNews } from '../template-events.ts';
import { templateOf } from '../templates.ts';

/** Ends a template's association with up to 100 repositories; what fails is an item of `errors`. */
export const batchDisassociateApprovalRuleTemplateFromRepositories = defineOperation<
  BatchDisassociateApprovalRuleTemplateFromRepositoriesInput,
  BatchDisassociateApprovalRuleTemplateFromRepositoriesOutput
>({
  resources: () => '*',
  handle(input, context) {
    const template = templateOf(context, input.approvalRuleTemplateName);
    const { repositories, errors } = splitByRepository(context, input.repositoryNames);
    for (const { templates } of repositories) templates.delete(template.name);
    const names = repositories.map(({ name }) => name);
    if (names.length > 0)
      publishTemplateNews(context, template, {
        event: 'batchDisassociateApprovalRuleTemplateFromRepositories',
        information: `An approval rule template has been disassociated from the following repositories: [${names.join(', ')}]`,
        repositories,
      });
    return { disassociatedRepositoryNames: names, errors };
  },
});
