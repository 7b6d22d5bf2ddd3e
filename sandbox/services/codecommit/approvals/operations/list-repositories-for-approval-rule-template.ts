import type {
  ListRepositoriesForApprovalRuleTemplateInput,
  ListRepositoriesForApprovalRuleTemplateOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { pageOf } from '../../page-of.ts';
import { repositoriesOf, templateOf } from '../templates.ts';

/** Lists the repositories a template is associated with. */
export const listRepositoriesForApprovalRuleTemplate = defineOperation<
  ListRepositoriesForApprovalRuleTemplateInput,
  ListRepositoriesForApprovalRuleTemplateOutput
>({
  resources: () => '*',
  handle({ approvalRuleTemplateName, nextToken, maxResults }, context) {
    const template = templateOf(context, approvalRuleTemplateName);
    const names = repositoriesOf(context, template).map(({ name }) => name);
    const { page, nextToken: next } = pageOf(names, { nextToken, maxResults, size: 100 });
    return { repositoryNames: page, nextToken: next };
  },
});
