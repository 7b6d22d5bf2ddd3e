import type { GetCommentReactionsInput, GetCommentReactionsOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { pageOf } from '../../page-of.ts';
import { commentResource, presentCommentOf } from '../comments.ts';
import { allReactions } from '../reactions.ts';

/** Who reacted to a comment, by reaction. */
export const getCommentReactions = defineOperation<GetCommentReactionsInput, GetCommentReactionsOutput>({
  resources: commentResource,
  handle({ commentId, reactionUserArn, nextToken, maxResults }, context) {
    const comment = presentCommentOf(context, commentId);
    if (reactionUserArn !== undefined && !reactionUserArn.startsWith('arn:'))
      throw codeCommitError('InvalidReactionUserArn', `"${reactionUserArn}" is no ARN.`);
    const wanted = [...comment.reactions].filter(
      ([user]) => reactionUserArn === undefined || user === reactionUserArn,
    );
    const reactions = allReactions().flatMap((reaction) => {
      const users = wanted.filter(([, shortCode]) => shortCode === reaction.shortCode).map(([user]) => user);
      if (users.length === 0) return [];
      return [{ reaction: { ...reaction }, reactionUsers: users, reactionsFromDeletedUsersCount: 0 }];
    });
    const { page, nextToken: next } = pageOf(reactions, { nextToken, maxResults, size: 100, most: 500 });
    return { reactionsForComment: page, nextToken: next };
  },
});
