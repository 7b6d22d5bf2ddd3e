import type { ConflictResolution } from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../kernel/service.ts';
import { evaluateRules } from '../approvals/approval-rules.ts';
import { announceReferenceChanges } from '../branches/references.ts';
import { type CommitWords, isCommitId } from '../commits/commits.ts';
import { codeCommitError } from '../errors.ts';
import { gitBackend, placeOf } from '../objects/git-backend.ts';
import { finishMerge } from '../pull-requests/follow-reference-change.ts';
import type { MergeOption, PullRequest } from '../pull-requests/pull-request-state.ts';
import { checkAssociation, checkOpen, pullRequestOf } from '../pull-requests/pull-requests.ts';
import { repositoryOf } from '../repositories/repositories.ts';
import { makeMergeCommit, mergeChoices } from './merge-commits.ts';

/** What the three merge operations are asked. */
export interface MergePullRequestInput extends CommitWords {
  readonly pullRequestId: string | undefined;
  readonly repositoryName: string | undefined;
  readonly sourceCommitId?: string | undefined;
  readonly conflictDetailLevel?: string | undefined;
  readonly conflictResolutionStrategy?: string | undefined;
  readonly conflictResolution?: ConflictResolution | undefined;
}

/**
 * Merges an open pull request whose rules are satisfied and closes it: the destination moves, by compare and
 * swap, and both are told to EventBridge. Throws ManualMergeRequired, TipOfSourceReferenceIsDifferent,
 * PullRequestApprovalRulesNotSatisfied, ConcurrentReferenceUpdate.
 */
export async function mergePullRequest(
  context: CallContext,
  input: MergePullRequestInput,
  option: MergeOption,
): Promise<PullRequest> {
  const pullRequest = pullRequestOf(context, input.pullRequestId);
  const repository = repositoryOf(context, input.repositoryName);
  const choices = mergeChoices(input);
  checkAssociation(pullRequest, repository);
  checkOpen(pullRequest);
  const { source, destination } = await tipsOf(context, pullRequest, input.sourceCommitId);
  checkApproved(pullRequest);
  const request = { source, destination, option, choices, resolution: input.conflictResolution };
  const { commitId, detail } = await makeMergeCommit(context, repository, { request, words: input });
  const change = {
    ref: pullRequest.destinationReference,
    from: destination,
    to: commitId,
    merge: detail,
  };
  if (!(await gitBackend.of(context.world).updateRef(placeOf(context, repository.name), change)))
    throw codeCommitError(
      'ConcurrentReferenceUpdate',
      `${pullRequest.destinationReference} was moved at the same time. Try again.`,
    );
  // Closed before the move is announced, so that nobody takes the pull request for one a push has merged.
  pullRequest.status = 'CLOSED';
  pullRequest.destinationCommit = destination;
  pullRequest.mergeBase = detail.baseCommitId;
  await announceReferenceChanges(context, repository, [change]);
  finishMerge(context, pullRequest, { commitId, option });
  return pullRequest;
}

async function tipsOf(
  context: CallContext,
  pullRequest: PullRequest,
  expected: string | undefined,
): Promise<{ source: string; destination: string }> {
  if (expected !== undefined && !isCommitId(expected))
    throw codeCommitError('InvalidCommitId', `"${expected}" is no full commit ID.`);
  const git = gitBackend.of(context.world);
  const place = placeOf(context, pullRequest.repositoryName);
  const source = await git.readRef(place, pullRequest.sourceReference);
  const destination = await git.readRef(place, pullRequest.destinationReference);
  if (source === undefined || destination === undefined)
    throw codeCommitError(
      'ReferenceDoesNotExist',
      `${source === undefined ? pullRequest.sourceReference : pullRequest.destinationReference} does not exist.`,
    );
  if (expected !== undefined && expected !== source)
    throw codeCommitError(
      'TipOfSourceReferenceIsDifferent',
      `The tip of ${pullRequest.sourceReference} is ${source}, not ${expected}.`,
    );
  return { source, destination };
}

function checkApproved(pullRequest: PullRequest): void {
  const { approved, approvalRulesNotSatisfied } = evaluateRules(pullRequest);
  if (!approved)
    throw codeCommitError(
      'PullRequestApprovalRulesNotSatisfied',
      `The pull request ${pullRequest.id} cannot be merged: these approval rules are not satisfied: ${approvalRulesNotSatisfied.join(', ')}.`,
    );
}
