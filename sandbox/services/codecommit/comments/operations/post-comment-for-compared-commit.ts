import type {
  PostCommentForComparedCommitInput,
  PostCommentForComparedCommitOutput,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { apiSubject } from '../comment-groups.ts';
import { commentSubject } from '../comment-subject.ts';
import { addComment, apiComment, commentContent } from '../comments.ts';

/** Comments on a commit, or on what changed between two. */
export const postCommentForComparedCommit = defineOperation<
  PostCommentForComparedCommitInput,
  PostCommentForComparedCommitOutput
>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle({ repositoryName, beforeCommitId, afterCommitId, location, ...input }, context) {
    const repository = repositoryOf(context, repositoryName);
    const content = commentContent(input.content);
    const subject = await commentSubject(context, repository, { beforeCommitId, afterCommitId, location });
    const comment = addComment(context, {
      operation: 'PostCommentForComparedCommit',
      subject,
      content,
      clientRequestToken: input.clientRequestToken,
    });
    return { ...apiSubject(subject), comment: apiComment(comment, context.principal) };
  },
});
