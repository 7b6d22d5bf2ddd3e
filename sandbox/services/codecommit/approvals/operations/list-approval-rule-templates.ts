import type {
  ListApprovalRuleTemplatesInput,
  ListApprovalRuleTemplatesOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { pageOf } from '../../page-of.ts';
import { codeCommitState } from '../../state.ts';

/** Lists the names of the templates. */
export const listApprovalRuleTemplates = defineOperation<
  ListApprovalRuleTemplatesInput,
  ListApprovalRuleTemplatesOutput
>({
  resources: () => '*',
  handle({ nextToken, maxResults }, context) {
    const names = [...codeCommitState(context).templates.keys()];
    const { page, nextToken: next } = pageOf(names, { nextToken, maxResults, size: 100 });
    return { approvalRuleTemplateNames: page, nextToken: next };
  },
});
