import type { PostCommentReplyInput, PostCommentReplyOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { addComment, apiComment, commentOf, commentResource } from '../comments.ts';

/** Answers a comment, even one whose content was deleted. */
export const postCommentReply = defineOperation<PostCommentReplyInput, PostCommentReplyOutput>({
  resources: ({ inReplyTo }, context) => commentResource({ commentId: inReplyTo }, context),
  handle(input, context) {
    const { subject, id } = commentOf(context, input.inReplyTo);
    const comment = addComment(context, {
      operation: 'PostCommentReply',
      subject,
      content: input.content,
      clientRequestToken: input.clientRequestToken,
      inReplyTo: id,
    });
    return { comment: apiComment(comment, context.principal) };
  },
});
