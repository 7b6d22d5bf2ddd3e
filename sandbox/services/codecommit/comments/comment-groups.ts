import type { CommentsForPullRequest } from '@aws-sdk/client-codecommit';
import type { Principal } from '../../../kernel/world.ts';
import type { Comment, CommentSubject } from './comment-state.ts';
import { apiComment } from './comments.ts';

/**
 * Comments grouped by what they are about: one entry per pair of commits and place in a file, in the order of
 * the first comment of each. Deleted comments are listed without their content.
 */
export function groupComments(comments: readonly Comment[], principal: Principal): CommentsForPullRequest[] {
  const groups = new Map<string, Comment[]>();
  for (const comment of comments) {
    const key = JSON.stringify(comment.subject);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [comment]);
    else group.push(comment);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ ...apiSubject(first.subject), comments: group.map((one) => apiComment(one, principal)) }];
  });
}

/** What a comment is about, as the API shows it: members that do not apply are left out. */
export function apiSubject(subject: CommentSubject) {
  const { repositoryName, pullRequestId, beforeCommitId, afterCommitId, location } = subject;
  return {
    ...(pullRequestId === undefined ? {} : { pullRequestId }),
    repositoryName,
    ...(beforeCommitId === undefined ? {} : { beforeCommitId }),
    afterCommitId,
    ...(subject.beforeBlobId === undefined ? {} : { beforeBlobId: subject.beforeBlobId }),
    ...(subject.afterBlobId === undefined ? {} : { afterBlobId: subject.afterBlobId }),
    ...(location === undefined ? {} : { location }),
  };
}
