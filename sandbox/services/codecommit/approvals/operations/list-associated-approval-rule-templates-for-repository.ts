import type {
  ListAssociatedApprovalRuleTemplatesForRepositoryInput,
  ListAssociatedApprovalRuleTemplatesForRepositoryOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { pageOf } from '../../page-of.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';

/** Lists the templates a repository is associated with. */
export const listAssociatedApprovalRuleTemplatesForRepository = defineOperation<
  ListAssociatedApprovalRuleTemplatesForRepositoryInput,
  ListAssociatedApprovalRuleTemplatesForRepositoryOutput
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  handle({ repositoryName, nextToken, maxResults }, context) {
    const names = [...repositoryOf(context, repositoryName).templates];
    const { page, nextToken: next } = pageOf(names, { nextToken, maxResults, size: 100 });
    return { approvalRuleTemplateNames: page, nextToken: next };
  },
});
