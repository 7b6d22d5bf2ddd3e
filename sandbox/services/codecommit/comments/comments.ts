import type { Comment as ApiComment } from '@aws-sdk/client-codecommit';
import type { CallContext } from '../../../kernel/service.ts';
import type { Principal, Scope } from '../../../kernel/world.ts';
import { callerArn, commentAuthor } from '../callers.ts';
import { codeCommitError, requireText } from '../errors.ts';
import { madeBefore, rememberToken } from '../idempotency.ts';
import { repositoryArn } from '../repositories/repositories.ts';
import { codeCommitState } from '../state.ts';
import { publishComment } from './comment-events.ts';
import type { Comment, CommentSubject } from './comment-state.ts';

/** The comment with this id, deleted or not; throws CommentDoesNotExist. */
export function commentOf(scope: Scope, id: string | undefined): Comment {
  const text = requireText(id, 'CommentId', 'The ID of a comment');
  if (!/^[\w-]+:[\w-]+$/.test(text)) throw codeCommitError('InvalidCommentId', `"${text}" is no comment ID.`);
  const comment = codeCommitState(scope).comments.get(text);
  if (comment === undefined)
    throw codeCommitError('CommentDoesNotExist', `The comment ${text} does not exist.`);
  return comment;
}

/** As `commentOf`; throws CommentDeleted for one whose content was deleted. */
export function presentCommentOf(scope: Scope, id: string | undefined): Comment {
  const comment = commentOf(scope, id);
  if (comment.deleted) throw codeCommitError('CommentDeleted', `The comment ${comment.id} was deleted.`);
  return comment;
}

/** IAM's resource for an operation on a comment: its repository. */
export function commentResource(input: { commentId?: string | undefined }, scope: Scope): string {
  return repositoryArn(scope, commentOf(scope, input.commentId).subject.repositoryName);
}

/** Throws CommentContentRequired or, above 10,240 characters, CommentContentSizeLimitExceeded. */
export function commentContent(content: string | undefined): string {
  const text = requireText(content, 'CommentContent', 'The text of the comment');
  // AWS says characters; whether it counts code points or UTF-16 units is unconfirmed.
  if ([...text].length > 10_240)
    throw codeCommitError('CommentContentSizeLimitExceeded', 'A comment has at most 10,240 characters.');
  return text;
}

/** A new comment or reply. */
export interface NewComment {
  readonly operation: string;
  readonly subject: CommentSubject;
  readonly content: string | undefined;
  readonly clientRequestToken: string | undefined;
  readonly inReplyTo?: string | undefined;
}

/**
 * Adds a comment and tells EventBridge. With a client request token that was used for the same comment before
 * it gives that comment and does nothing; with other content it throws IdempotencyParameterMismatch.
 */
export function addComment(context: CallContext, comment: NewComment): Comment {
  const content = commentContent(comment.content);
  const { operation, subject, inReplyTo, clientRequestToken: token } = comment;
  const use = { operation, token, request: { subject, content, inReplyTo } };
  const earlier = madeBefore(context, use);
  if (earlier !== undefined) return commentOf(context, earlier);
  const now = new Date(context.world.clock.now());
  const added: Comment = {
    id: commentId(context, inReplyTo),
    subject,
    inReplyTo,
    authorArn: callerArn(context.principal),
    author: commentAuthor(context.principal),
    clientRequestToken: token,
    creationDate: now,
    lastModifiedDate: now,
    content,
    deleted: false,
    reactions: new Map(),
  };
  const state = codeCommitState(context);
  state.comments.set(added.id, added);
  rememberToken(context, use, added.id);
  const pullRequest = state.pullRequests.get(subject.pullRequestId ?? '');
  if (pullRequest !== undefined) pullRequest.lastActivityDate = now;
  publishComment(context, added, 'Created');
  return added;
}

/** Two UUIDs; a reply shares the first with what it answers, as in the captured events. */
function commentId({ world }: Scope, inReplyTo: string | undefined): string {
  return `${inReplyTo?.split(':')[0] ?? world.ids.uuid()}:${world.ids.uuid()}`;
}

/** A comment as the API shows it to this caller. */
export function apiComment(comment: Comment, principal: Principal): ApiComment {
  const counts: Record<string, number> = {};
  for (const shortCode of comment.reactions.values()) counts[shortCode] = (counts[shortCode] ?? 0) + 1;
  const own = comment.reactions.get(callerArn(principal));
  return {
    commentId: comment.id,
    ...(comment.content === undefined ? {} : { content: comment.content }),
    ...(comment.inReplyTo === undefined ? {} : { inReplyTo: comment.inReplyTo }),
    creationDate: comment.creationDate,
    lastModifiedDate: comment.lastModifiedDate,
    authorArn: comment.authorArn,
    deleted: comment.deleted,
    ...(comment.clientRequestToken === undefined ? {} : { clientRequestToken: comment.clientRequestToken }),
    callerReactions: own === undefined ? [] : [own],
    reactionCounts: counts,
  };
}
