import type { DeleteCommentContentInput, DeleteCommentContentOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { apiComment, commentResource, presentCommentOf } from '../comments.ts';

/** Removes the text of a comment, anyone's; the comment stays. No event for it is known. */
export const deleteCommentContent = defineOperation<DeleteCommentContentInput, DeleteCommentContentOutput>({
  resources: commentResource,
  handle(input, context) {
    const comment = presentCommentOf(context, input.commentId);
    comment.content = undefined;
    comment.deleted = true;
    comment.lastModifiedDate = new Date(context.world.clock.now());
    return { comment: apiComment(comment, context.principal) };
  },
});
