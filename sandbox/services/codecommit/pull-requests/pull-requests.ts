import { createHash } from 'node:crypto';
import type {
  ApprovalRule as ApiApprovalRule,
  PullRequest as ApiPullRequest,
} from '@aws-sdk/client-codecommit';
import type { Scope } from '../../../kernel/world.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import { codeCommitState, type Repository } from '../state.ts';
import type { ApprovalRule, PullRequest, RevisionReview } from './pull-request-state.ts';

/** The pull request with this id in this account and Region; throws PullRequestDoesNotExist. */
export function pullRequestOf(scope: Scope, id: string | undefined): PullRequest {
  const text = requireText(id, 'PullRequestId', 'The ID of a pull request');
  if (!/^\d+$/.test(text)) throw codeCommitError('InvalidPullRequestId', `"${text}" is no pull request ID.`);
  const pullRequest = codeCommitState(scope).pullRequests.get(text);
  if (pullRequest === undefined)
    throw codeCommitError('PullRequestDoesNotExist', `${text} does not exist as a pull request.`);
  return pullRequest;
}

/** IAM's resource for an operation on a pull request: its repository. */
export function pullRequestResource(input: { pullRequestId?: string | undefined }, scope: Scope): string {
  return repositoryArn(scope, pullRequestOf(scope, input.pullRequestId).repositoryName);
}

/** Throws RepositoryNotAssociatedWithPullRequest when the pull request is in another repository. */
export function checkAssociation(pullRequest: PullRequest, repository: Repository): void {
  if (pullRequest.repositoryName !== repository.name)
    throw codeCommitError(
      'RepositoryNotAssociatedWithPullRequest',
      `The pull request ${pullRequest.id} is not in the repository ${repository.name}.`,
    );
}

/** Throws PullRequestAlreadyClosed when it is closed. */
export function checkOpen(pullRequest: PullRequest): void {
  if (pullRequest.status === 'CLOSED')
    throw codeCommitError('PullRequestAlreadyClosed', `The pull request ${pullRequest.id} is closed.`);
}

/** What was said about a revision so far. */
export function reviewOf(pullRequest: PullRequest, revisionId: string): RevisionReview {
  let review = pullRequest.reviews.get(revisionId);
  if (review === undefined) {
    review = { approvals: new Map(), overriddenBy: undefined };
    pullRequest.reviews.set(revisionId, review);
  }
  return review;
}

/** Throws RevisionIdRequired or InvalidRevisionId for what no revision id can be. */
export function checkRevisionId(revisionId: string | undefined): string {
  const text = requireText(revisionId, 'RevisionId', 'The ID of a revision');
  if (!/^[0-9a-f]{64}$/.test(text))
    throw codeCommitError('InvalidRevisionId', `"${text}" is no revision ID.`);
  return text;
}

/** As `checkRevisionId`; throws RevisionNotCurrent for a revision that a push has replaced. */
export function checkCurrentRevision(pullRequest: PullRequest, revisionId: string | undefined): void {
  if (checkRevisionId(revisionId) !== pullRequest.revisionId)
    throw codeCommitError(
      'RevisionNotCurrent',
      `The revision is not the current one of the pull request ${pullRequest.id}: its source branch has moved on.`,
    );
}

/** A pull request as GetPullRequest shows it. */
export function apiPullRequest(pullRequest: PullRequest): ApiPullRequest {
  const { merge, mergeBase } = pullRequest;
  return {
    pullRequestId: pullRequest.id,
    title: pullRequest.title,
    ...(pullRequest.description === undefined ? {} : { description: pullRequest.description }),
    lastActivityDate: pullRequest.lastActivityDate,
    creationDate: pullRequest.creationDate,
    pullRequestStatus: pullRequest.status,
    authorArn: pullRequest.authorArn,
    pullRequestTargets: [
      {
        repositoryName: pullRequest.repositoryName,
        sourceReference: pullRequest.sourceReference,
        destinationReference: pullRequest.destinationReference,
        sourceCommit: pullRequest.sourceCommit,
        destinationCommit: pullRequest.destinationCommit,
        ...(mergeBase === undefined ? {} : { mergeBase }),
        mergeMetadata:
          merge === undefined
            ? { isMerged: false }
            : {
                isMerged: true,
                mergedBy: merge.mergedBy,
                mergeCommitId: merge.commitId,
                mergeOption: merge.option,
              },
      },
    ],
    ...(pullRequest.clientRequestToken === undefined
      ? {}
      : { clientRequestToken: pullRequest.clientRequestToken }),
    revisionId: pullRequest.revisionId,
    approvalRules: pullRequest.rules.map(apiApprovalRule),
  };
}

/** An approval rule as the API shows it. */
export function apiApprovalRule(rule: ApprovalRule): ApiApprovalRule {
  return {
    approvalRuleId: rule.id,
    approvalRuleName: rule.name,
    approvalRuleContent: rule.content,
    ruleContentSha256: sha256(rule.content),
    lastModifiedDate: rule.lastModifiedDate,
    creationDate: rule.creationDate,
    lastModifiedUser: rule.lastModifiedUser,
    ...(rule.origin === undefined
      ? {}
      : {
          originApprovalRuleTemplate: {
            approvalRuleTemplateId: rule.origin.id,
            approvalRuleTemplateName: rule.origin.name,
          },
        }),
  };
}

/** The digest by which an edit names the content it replaces. */
export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
