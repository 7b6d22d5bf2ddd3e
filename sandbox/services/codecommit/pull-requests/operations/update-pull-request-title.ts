import type { UpdatePullRequestTitleInput, UpdatePullRequestTitleOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { checkTitle } from '../new-pull-request.ts';
import { apiPullRequest, checkOpen, pullRequestOf, pullRequestResource } from '../pull-requests.ts';

/** Changes the title of an open pull request. No event for it is known. */
export const updatePullRequestTitle = defineOperation<
  UpdatePullRequestTitleInput,
  UpdatePullRequestTitleOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const title = checkTitle(input.title);
    checkOpen(pullRequest);
    pullRequest.title = title;
    pullRequest.lastActivityDate = new Date(context.world.clock.now());
    pullRequest.lastModifiedDate = pullRequest.lastActivityDate;
    return { pullRequest: apiPullRequest(pullRequest) };
  },
});
