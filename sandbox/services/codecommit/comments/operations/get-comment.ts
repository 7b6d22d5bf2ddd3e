import type { GetCommentInput, GetCommentOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { apiComment, commentResource, presentCommentOf } from '../comments.ts';

/** Shows one comment; a deleted one is CommentDeleted. */
export const getComment = defineOperation<GetCommentInput, GetCommentOutput>({
  resources: commentResource,
  handle: (input, context) => ({
    comment: apiComment(presentCommentOf(context, input.commentId), context.principal),
  }),
});
