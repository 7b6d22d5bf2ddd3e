import type {
  UpdatePullRequestDescriptionInput,
  UpdatePullRequestDescriptionOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { checkDescription } from '../new-pull-request.ts';
import { apiPullRequest, checkOpen, pullRequestOf, pullRequestResource } from '../pull-requests.ts';

/** Changes or empties the description of an open pull request. No event for it is known. */
export const updatePullRequestDescription = defineOperation<
  UpdatePullRequestDescriptionInput,
  UpdatePullRequestDescriptionOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const description = checkDescription(input.description);
    checkOpen(pullRequest);
    pullRequest.description = description;
    pullRequest.lastActivityDate = new Date(context.world.clock.now());
    pullRequest.lastModifiedDate = pullRequest.lastActivityDate;
    return { pullRequest: apiPullRequest(pullRequest) };
  },
});
