import type {
  MergePullRequestByThreeWayInput,
  MergePullRequestByThreeWayOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { onReference } from '../../conditions.ts';
import { apiPullRequest, pullRequestOf, pullRequestResource } from '../../pull-requests/pull-requests.ts';
import { mergePullRequest } from '../merge-pull-request.ts';

/** Merges a pull request as a commit with both tips as parents. */
export const mergePullRequestByThreeWay = defineOperation<
  MergePullRequestByThreeWayInput,
  MergePullRequestByThreeWayOutput
>({
  resources: pullRequestResource,
  conditions: (input, context) =>
    onReference(pullRequestOf(context, input.pullRequestId).destinationReference),
  handle: async (input, context) => ({
    pullRequest: apiPullRequest(await mergePullRequest(context, input, 'THREE_WAY_MERGE')),
  }),
});
