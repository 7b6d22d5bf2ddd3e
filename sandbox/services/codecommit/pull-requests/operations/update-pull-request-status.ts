import type { UpdatePullRequestStatusInput, UpdatePullRequestStatusOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError, requireText } from '../../errors.ts';
import { closePullRequest } from '../follow-reference-change.ts';
import { apiPullRequest, pullRequestOf, pullRequestResource } from '../pull-requests.ts';

/** Closes a pull request. A closed one stays closed: InvalidPullRequestStatusUpdate. */
export const updatePullRequestStatus = defineOperation<
  UpdatePullRequestStatusInput,
  UpdatePullRequestStatusOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const status = requireText(input.pullRequestStatus, 'PullRequestStatus', 'A status');
    if (status !== 'OPEN' && status !== 'CLOSED')
      throw codeCommitError('InvalidPullRequestStatus', `"${status}" is neither OPEN nor CLOSED.`);
    if (pullRequest.status === 'CLOSED' && status === 'OPEN')
      throw codeCommitError(
        'InvalidPullRequestStatusUpdate',
        `The pull request ${pullRequest.id} is closed and cannot be opened again.`,
      );
    if (pullRequest.status !== status) closePullRequest(context, pullRequest);
    return { pullRequest: apiPullRequest(pullRequest) };
  },
});
