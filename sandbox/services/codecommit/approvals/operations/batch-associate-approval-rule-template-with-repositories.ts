import type {
  BatchAssociateApprovalRuleTemplateWithRepositoriesInput,
  BatchAssociateApprovalRuleTemplateWithRepositoriesOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { splitByRepository } from '../template-batches.ts';
import { publishTemplateNews } from '../template-events.ts';
import { templateOf } from '../templates.ts';

/** Associates a template with up to 100 repositories; what fails is an item of `errors`. */
export const batchAssociateApprovalRuleTemplateWithRepositories = defineOperation<
  BatchAssociateApprovalRuleTemplateWithRepositoriesInput,
  BatchAssociateApprovalRuleTemplateWithRepositoriesOutput
>({
  resources: () => '*',
  handle(input, context) {
    const template = templateOf(context, input.approvalRuleTemplateName);
    const { repositories, errors } = splitByRepository(context, input.repositoryNames);
    for (const { templates } of repositories) templates.add(template.name);
    const names = repositories.map(({ name }) => name);
    if (names.length > 0)
      publishTemplateNews(context, template, {
        event: 'batchAssociateApprovalRuleTemplateWithRepositories',
        information: `An approval rule template has been associated with the following repositories: [${names.join(', ')}]`,
        repositories,
      });
    return { associatedRepositoryNames: names, errors };
  },
});
