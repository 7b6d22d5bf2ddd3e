import type { OverridePullRequestApprovalRulesInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { callerArn } from '../../callers.ts';
import { codeCommitError, requireText } from '../../errors.ts';
import { publishPullRequestNews, recordReview } from '../../pull-requests/pull-request-events.ts';
import {
  checkCurrentRevision,
  checkOpen,
  pullRequestOf,
  pullRequestResource,
  reviewOf,
} from '../../pull-requests/pull-requests.ts';

/** Sets the rules of the current revision aside, or puts them back. */
export const overridePullRequestApprovalRules = defineOperation<OverridePullRequestApprovalRulesInput, void>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const status = requireText(input.overrideStatus, 'OverrideStatus', 'An override status');
    if (status !== 'OVERRIDE' && status !== 'REVOKE')
      throw codeCommitError('InvalidOverrideStatus', `"${status}" is neither OVERRIDE nor REVOKE.`);
    checkOpen(pullRequest);
    checkCurrentRevision(pullRequest, input.revisionId);
    const { revisionId } = pullRequest;
    const review = reviewOf(pullRequest, revisionId);
    const overriddenBy = status === 'OVERRIDE' ? callerArn(context.principal) : undefined;
    if ((review.overriddenBy === undefined) === (overriddenBy === undefined))
      throw codeCommitError('OverrideAlreadySet', `The override of ${pullRequest.id} already is as asked.`);
    review.overriddenBy = overriddenBy;
    recordReview(context, pullRequest, {
      pullRequestEventType: 'PULL_REQUEST_APPROVAL_RULE_OVERRIDDEN',
      approvalRuleOverriddenEventMetadata: { revisionId, overrideStatus: status },
    });
    publishPullRequestNews(context, pullRequest, {
      event: 'pullRequestApprovalRuleOverridden',
      information: `An override event has occurred for the approval rules for this pull request. Override status: ${status}`,
      fields: { overrideStatus: status },
    });
  },
});
