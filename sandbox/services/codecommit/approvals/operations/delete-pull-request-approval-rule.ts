import type {
  DeletePullRequestApprovalRuleInput,
  DeletePullRequestApprovalRuleOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { checkOpen, pullRequestOf, pullRequestResource } from '../../pull-requests/pull-requests.ts';
import { announceRule, checkRuleName } from '../pull-request-rules.ts';

/** Removes a rule, unless a template made it. AWS models no error for a rule that does not exist: an empty id. */
export const deletePullRequestApprovalRule = defineOperation<
  DeletePullRequestApprovalRuleInput,
  DeletePullRequestApprovalRuleOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const name = checkRuleName(input.approvalRuleName);
    checkOpen(pullRequest);
    const rule = pullRequest.rules.find((one) => one.name === name);
    if (rule === undefined) return { approvalRuleId: '' };
    if (rule.origin !== undefined)
      throw codeCommitError('CannotDeleteApprovalRuleFromTemplate', `${name} was made by a template.`);
    pullRequest.rules = pullRequest.rules.filter((one) => one !== rule);
    announceRule(context, pullRequest, { rule, what: 'Deleted' });
    return { approvalRuleId: rule.id };
  },
});
