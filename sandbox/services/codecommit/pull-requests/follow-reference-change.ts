import type { CallContext } from '../../../kernel/service.ts';
import type { ReferenceChange } from '../branches/reference-events.ts';
import { callerArn } from '../callers.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { codeCommitState, type Repository } from '../state.ts';
import { publishPullRequestNews, recordActivity } from './pull-request-events.ts';
import type { MergeOption, PullRequest } from './pull-request-state.ts';

/**
 * Brings the open pull requests of a branch up to date after it moved. A push to the source makes a new
 * revision; deleting either branch closes the pull request, and so does a push that makes the destination's tip
 * the source's (AWS CodeCommit user guide, "Merge a pull request"). That the latter counts as merged is
 * unconfirmed.
 */
export async function followReferenceChange(
  context: CallContext,
  repository: Repository,
  { ref, to }: ReferenceChange,
): Promise<void> {
  for (const pullRequest of codeCommitState(context).pullRequests.values()) {
    if (pullRequest.status !== 'OPEN' || pullRequest.repositoryName !== repository.name) continue;
    const isSource = pullRequest.sourceReference === ref;
    if (!isSource && pullRequest.destinationReference !== ref) continue;
    if (to === undefined) closePullRequest(context, pullRequest);
    else if (isSource) await updateSource(context, pullRequest, to);
    else if (to === pullRequest.sourceCommit)
      finishMerge(context, pullRequest, { commitId: to, option: 'FAST_FORWARD_MERGE' });
  }
}

/** Closes a pull request without a merge, and tells of it. */
export function closePullRequest(context: CallContext, pullRequest: PullRequest): void {
  pullRequest.status = 'CLOSED';
  recordActivity(context, pullRequest, {
    pullRequestEventType: 'PULL_REQUEST_STATUS_CHANGED',
    pullRequestStatusChangedEventMetadata: { pullRequestStatus: 'CLOSED' },
  });
  publishPullRequestNews(context, pullRequest, {
    event: 'pullRequestStatusChanged',
    information: 'The pull request status has been updated. The status is closed',
  });
}

/**
 * Closes a pull request as merged, and tells of it. The destination commit stays the tip before the merge
 * (facts, section 3).
 */
export function finishMerge(
  context: CallContext,
  pullRequest: PullRequest,
  merged: { commitId: string; option: MergeOption },
): void {
  pullRequest.status = 'CLOSED';
  pullRequest.merge = { mergedBy: callerArn(context.principal), ...merged };
  recordActivity(context, pullRequest, {
    pullRequestEventType: 'PULL_REQUEST_MERGE_STATE_CHANGED',
    pullRequestMergedStateChangedEventMetadata: {
      repositoryName: pullRequest.repositoryName,
      destinationReference: pullRequest.destinationReference,
      mergeMetadata: {
        isMerged: true,
        mergedBy: pullRequest.merge.mergedBy,
        mergeCommitId: merged.commitId,
        mergeOption: merged.option,
      },
    },
  });
  publishPullRequestNews(context, pullRequest, {
    event: 'pullRequestMergeStatusUpdated',
    information: 'The pull request merge status has been updated. The status is merged',
    fields: { mergeOption: merged.option },
  });
}

/** Whether a new revision also takes up the destination's tip of that moment is unconfirmed; here it does. */
async function updateSource(context: CallContext, pullRequest: PullRequest, to: string): Promise<void> {
  const git = gitBackend.of(context.world);
  const place = placeOf(context, pullRequest.repositoryName);
  const destination = await git.readRef(place, pullRequest.destinationReference);
  if (destination !== undefined) pullRequest.destinationCommit = destination;
  pullRequest.sourceCommit = to;
  pullRequest.mergeBase = await git.mergeBase(place, pullRequest.destinationCommit, to);
  pullRequest.revisionId = context.world.ids.hex(64);
  recordActivity(context, pullRequest, {
    pullRequestEventType: 'PULL_REQUEST_SOURCE_REFERENCE_UPDATED',
    pullRequestSourceReferenceUpdatedEventMetadata: {
      repositoryName: pullRequest.repositoryName,
      beforeCommitId: pullRequest.destinationCommit,
      afterCommitId: to,
      ...(pullRequest.mergeBase === undefined ? {} : { mergeBase: pullRequest.mergeBase }),
    },
  });
  publishPullRequestNews(context, pullRequest, {
    event: 'pullRequestSourceBranchUpdated',
    information: `The pull request was updated with one or more commits to the source branch: ${pullRequest.sourceReference}`,
  });
}
