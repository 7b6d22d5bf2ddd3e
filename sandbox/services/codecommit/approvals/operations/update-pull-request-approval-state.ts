import type { UpdatePullRequestApprovalStateInput } from '@aws-sdk/client-codecommit';
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

/**
 * Approves the current revision, or takes that back. The author may not: PullRequestCannotBeApprovedByAuthor,
 * by the full ARN, so another session of the author's role may (unconfirmed).
 */
export const updatePullRequestApprovalState = defineOperation<UpdatePullRequestApprovalStateInput, void>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const state = requireText(input.approvalState, 'ApprovalState', 'An approval state');
    if (state !== 'APPROVE' && state !== 'REVOKE')
      throw codeCommitError('InvalidApprovalState', `"${state}" is neither APPROVE nor REVOKE.`);
    checkOpen(pullRequest);
    checkCurrentRevision(pullRequest, input.revisionId);
    const caller = callerArn(context.principal);
    if (caller === pullRequest.authorArn)
      throw codeCommitError(
        'PullRequestCannotBeApprovedByAuthor',
        `${caller} is the author of the pull request ${pullRequest.id} and cannot approve it.`,
      );
    const { approvals } = reviewOf(pullRequest, pullRequest.revisionId);
    if (approvals.get(caller) === state) return;
    if (approvals.size >= 200 && !approvals.has(caller))
      throw codeCommitError('MaximumNumberOfApprovalsExceeded', 'A pull request has at most 200 approvals.');
    approvals.set(caller, state);
    recordReview(context, pullRequest, {
      pullRequestEventType: 'PULL_REQUEST_APPROVAL_STATE_CHANGED',
      approvalStateChangedEventMetadata: { revisionId: pullRequest.revisionId, approvalStatus: state },
    });
    publishPullRequestNews(context, pullRequest, {
      event: 'pullRequestApprovalStateChanged',
      information: `A user has changed their approval state for the pull request. State change: ${state}`,
      fields: { approvalStatus: state },
    });
  },
});
