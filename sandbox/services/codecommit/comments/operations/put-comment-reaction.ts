import type { PutCommentReactionInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { callerArn } from '../../callers.ts';
import { publishReaction } from '../comment-events.ts';
import { commentResource, presentCommentOf } from '../comments.ts';
import { reactionOf } from '../reactions.ts';

/** Sets the caller's one reaction, or takes it away with `none`; of the latter no event is known. */
export const putCommentReaction = defineOperation<PutCommentReactionInput, void>({
  resources: commentResource,
  handle(input, context) {
    const comment = presentCommentOf(context, input.commentId);
    const reaction = reactionOf(input.reactionValue);
    const caller = callerArn(context.principal);
    if (reaction === undefined) {
      comment.reactions.delete(caller);
      return;
    }
    const what = comment.reactions.has(caller) ? 'Updated' : 'Created';
    comment.reactions.set(caller, reaction.shortCode);
    publishReaction(context, comment, { reaction, what });
  },
});
