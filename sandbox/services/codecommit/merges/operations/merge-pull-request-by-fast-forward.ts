import type {
  MergePullRequestByFastForwardInput,
  MergePullRequestByFastForwardOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { apiPullRequest, pullRequestOf, pullRequestResource } from '../../pull-requests/pull-requests.ts';
import { mergePullRequest } from '../merge-pull-request.ts';

/** Merges a pull request whose destination has not moved on: the destination becomes the source. */
export const mergePullRequestByFastForward = defineOperation<
  MergePullRequestByFastForwardInput,
  MergePullRequestByFastForwardOutput
>({
  resources: pullRequestResource,
  conditions: (input, context) =>
    onReference(pullRequestOf(context, input.pullRequestId).destinationReference),
  handle: async (input, context) => ({
    pullRequest: apiPullRequest(await mergePullRequest(context, input, 'FAST_FORWARD_MERGE')),
  }),
});
