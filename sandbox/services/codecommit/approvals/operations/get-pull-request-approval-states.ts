import type {
  GetPullRequestApprovalStatesInput,
  GetPullRequestApprovalStatesOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { checkRevisionId, pullRequestOf, pullRequestResource } from '../../pull-requests/pull-requests.ts';

/** Who approved or took back an approval of a revision, current or not. */
export const getPullRequestApprovalStates = defineOperation<
  GetPullRequestApprovalStatesInput,
  GetPullRequestApprovalStatesOutput
>({
  resources: pullRequestResource,
  handle(input, context) {
    const { reviews } = pullRequestOf(context, input.pullRequestId);
    const approvals = reviews.get(checkRevisionId(input.revisionId))?.approvals ?? [];
    return { approvals: [...approvals].map(([userArn, approvalState]) => ({ userArn, approvalState })) };
  },
});
