import type {
  GetCommentsForPullRequestInput,
  GetCommentsForPullRequestOutput,
} from '@aws-sdk/client-codecommit';
import { type CallContext, defineOperation } from '../../../../kernel/service.ts';
import { pageOf } from '../../page-of.ts';
import { checkAssociation, pullRequestOf, pullRequestResource } from '../../pull-requests/pull-requests.ts';
import { repositoryOf } from '../../repositories/repositories.ts';
import { codeCommitState } from '../../state.ts';
import { groupComments } from '../comment-groups.ts';
import { existingCommit } from '../comment-subject.ts';

/**
 * The comments of a pull request, 100 at a time unless up to 500 are asked for. A repository name must come with
 * both commit ids: CommitIdRequired (aws/aws-sdk#436). A page counts comments; that AWS does is unconfirmed.
 */
export const getCommentsForPullRequest = defineOperation<
  GetCommentsForPullRequestInput,
  GetCommentsForPullRequestOutput
>({
  resources: pullRequestResource,
  async handle(input, context) {
    const { nextToken, maxResults } = input;
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const commits = await commitsOf(input, context);
    const comments = [...codeCommitState(context).comments.values()].filter(
      ({ subject }) =>
        subject.pullRequestId === pullRequest.id &&
        (commits === undefined ||
          (subject.beforeCommitId === commits.before && subject.afterCommitId === commits.after)),
    );
    const { page, nextToken: next } = pageOf(comments, { nextToken, maxResults, size: 100, most: 500 });
    return { commentsForPullRequestData: groupComments(page, context.principal), nextToken: next };
  },
});

async function commitsOf(
  { pullRequestId, repositoryName, beforeCommitId, afterCommitId }: GetCommentsForPullRequestInput,
  context: CallContext,
): Promise<{ before: string; after: string } | undefined> {
  if (repositoryName === undefined && beforeCommitId === undefined && afterCommitId === undefined)
    return undefined;
  const pullRequest = pullRequestOf(context, pullRequestId);
  const repository = repositoryOf(context, repositoryName ?? pullRequest.repositoryName);
  checkAssociation(pullRequest, repository);
  return {
    before: await existingCommit(context, repository, beforeCommitId),
    after: await existingCommit(context, repository, afterCommitId),
  };
}
