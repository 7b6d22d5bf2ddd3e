import type {
  PostCommentForPullRequestInput,
  PostCommentForPullRequestOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { requireText } from '../../errors.ts';
import { checkAssociation, pullRequestOf, pullRequestResource } from '../../pull-requests/pull-requests.ts';
import { repositoryOf } from '../../repositories/repositories.ts';
import { apiSubject } from '../comment-groups.ts';
import { commentSubject } from '../comment-subject.ts';
import { addComment, apiComment, commentContent } from '../comments.ts';

/** Comments on a pull request, open or closed; the same token with the same content gives the same comment. */
export const postCommentForPullRequest = defineOperation<
  PostCommentForPullRequestInput,
  PostCommentForPullRequestOutput
>({
  resources: pullRequestResource,
  async handle(input, context) {
    const pullRequest = pullRequestOf(context, input.pullRequestId);
    const repository = repositoryOf(context, input.repositoryName);
    checkAssociation(pullRequest, repository);
    const content = commentContent(input.content);
    requireText(input.beforeCommitId, 'CommitId', 'The ID of the commit before');
    const subject = await commentSubject(context, repository, input);
    const comment = addComment(context, {
      operation: 'PostCommentForPullRequest',
      subject,
      content,
      clientRequestToken: input.clientRequestToken,
    });
    return { ...apiSubject(subject), comment: apiComment(comment, context.principal) };
  },
});
