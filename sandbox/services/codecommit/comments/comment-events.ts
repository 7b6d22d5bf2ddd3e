import { publishEvent } from '../../../kernel/offers/events.ts';
import type { CallContext } from '../../../kernel/service.ts';
import { callerArn } from '../callers.ts';
import { consoleUrl } from '../event-words.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import { codeCommitState } from '../state.ts';
import type { Comment } from './comment-state.ts';
import type { Reaction } from './reactions.ts';

/** Tells EventBridge of a comment, not of its text (facts, section 4). A reply has the event of a first comment. */
export function publishComment(context: CallContext, comment: Comment, what: 'Created' | 'Updated'): void {
  const { pullRequestId, beforeCommitId, afterCommitId } = comment.subject;
  const onPullRequest = pullRequestId !== undefined;
  publish(context, comment, {
    detailType: onPullRequest ? 'CodeCommit Comment on Pull Request' : 'CodeCommit Comment on Commit',
    detail: {
      afterCommitId,
      ...(beforeCommitId === undefined ? {} : { beforeCommitId }),
      event: `${onPullRequest ? 'commentOnPullRequest' : 'commentOnCommit'}${what}`,
      ...(comment.inReplyTo === undefined ? {} : { inReplyTo: comment.inReplyTo }),
      notificationBody: notificationBody(context, comment, what),
      ...(onPullRequest ? { pullRequestId } : {}),
    },
  });
}

/** Tells EventBridge of a reaction (facts, section 5). */
export function publishReaction(
  context: CallContext,
  comment: Comment,
  { reaction, what }: { reaction: Reaction; what: 'Created' | 'Updated' },
): void {
  const caller = callerArn(context.principal);
  publish(context, comment, {
    detailType: 'CodeCommit Comment Reaction Change',
    detail: {
      event: `commentReaction${what}`,
      notificationBody: [
        `A comment reaction event occurred in the following AWS CodeCommit Repository: ${comment.subject.repositoryName}.`,
        `The user: ${caller} made a comment reaction ${reaction.emoji} to the comment with comment ID: ${comment.id}`,
      ].join(' '),
      reactionEmojis: [reaction.emoji],
      reactionShortcodes: [reaction.shortCode],
      reactionUnicodes: [reaction.unicode],
    },
  });
}

function publish(
  context: CallContext,
  comment: Comment,
  { detailType, detail }: { detailType: string; detail: Record<string, unknown> },
): void {
  const { repositoryName } = comment.subject;
  const repositoryId = codeCommitState(context).repositories.get(repositoryName)?.id;
  publishEvent(context, {
    source: 'aws.codecommit',
    detailType,
    resources: [repositoryArn(context, repositoryName)],
    detail: {
      ...detail,
      callerUserArn: callerArn(context.principal),
      commentId: comment.id,
      repositoryId,
      repositoryName,
    },
  });
}

function notificationBody(context: CallContext, comment: Comment, what: 'Created' | 'Updated'): string {
  const { pullRequestId, repositoryName, beforeCommitId, afterCommitId } = comment.subject;
  const did = `The user: ${callerArn(context.principal)} ${what === 'Created' ? 'made' : 'updated'} a comment or replied to a comment.`;
  const more = 'For more information, go to the AWS CodeCommit console';
  if (pullRequestId !== undefined) {
    // CodeCommit writes the query inside the fragment (facts, section 10).
    const page = `pull-requests/${pullRequestId}/activity#${encodeURIComponent(comment.id)}`;
    return [
      `A pull request event occurred in the following AWS CodeCommit repository: ${repositoryName}.`,
      `${did} The comment was made on the following Pull Request: ${pullRequestId}.`,
      `${more} ${consoleUrl(context, repositoryName, page)}`,
    ].join(' ');
  }
  const compared = beforeCommitId === undefined ? afterCommitId : `${beforeCommitId} : ${afterCommitId}`;
  const page =
    beforeCommitId === undefined
      ? `commit/${afterCommitId}`
      : `compare/${beforeCommitId}/.../${afterCommitId}`;
  return [
    `A comment event occurred in the following AWS CodeCommit repository: ${repositoryName}.`,
    `${did} The comment was made on a comparison between the following commits: ${compared}.`,
    `${more} ${consoleUrl(context, repositoryName, page)}`,
  ].join(' ');
}
