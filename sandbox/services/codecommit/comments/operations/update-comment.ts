import type { UpdateCommentInput, UpdateCommentOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { commentAuthor } from '../../callers.ts';
import { codeCommitError } from '../../errors.ts';
import { publishComment } from '../comment-events.ts';
import { apiComment, commentContent, commentResource, presentCommentOf } from '../comments.ts';

/** Replaces the text of one's own comment; throws CommentNotCreatedByCaller for another's. */
export const updateComment = defineOperation<UpdateCommentInput, UpdateCommentOutput>({
  resources: commentResource,
  handle(input, context) {
    const comment = presentCommentOf(context, input.commentId);
    const content = commentContent(input.content);
    if (comment.author !== commentAuthor(context.principal))
      throw codeCommitError(
        'CommentNotCreatedByCaller',
        `The comment ${comment.id} was made by ${comment.authorArn}, and only its author can change it.`,
      );
    comment.content = content;
    comment.lastModifiedDate = new Date(context.world.clock.now());
    publishComment(context, comment, 'Updated');
    return { comment: apiComment(comment, context.principal) };
  },
});
