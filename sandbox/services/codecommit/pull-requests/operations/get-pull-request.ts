import type { GetPullRequestInput, GetPullRequestOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { apiPullRequest, pullRequestOf, pullRequestResource } from '../pull-requests.ts';

/** Shows one pull request. */
export const getPullRequest = defineOperation<GetPullRequestInput, GetPullRequestOutput>({
  resources: pullRequestResource,
  handle: (input, context) => ({ pullRequest: apiPullRequest(pullRequestOf(context, input.pullRequestId)) }),
});
