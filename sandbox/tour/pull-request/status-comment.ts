import { type Comment, GetCommentsForPullRequestCommand } from '@aws-sdk/client-codecommit';
import type { Team } from '../team.ts';
import { until } from '../until.ts';

/** Waits until the pull request has exactly one comment and its text fits every one of these; gives the text. */
export function commentSaying(
  team: Team,
  pullRequestId: string,
  ...texts: readonly (string | RegExp)[]
): Promise<{ text: string; id: string }> {
  return until(
    `one comment that says ${texts.map((text) => (typeof text === 'string' ? `"${text}"` : text.source)).join(' and ')}`,
    async () => {
      const comments = await commentsOn(team, pullRequestId);
      if (comments.length > 1)
        throw new Error(`the pull request has ${comments.length} comments instead of one`);
      const [comment] = comments;
      const text = comment?.content ?? '';
      return (
        comment !== undefined &&
        texts.every((part) => (typeof part === 'string' ? text.includes(part) : part.test(text))) && {
          text,
          id: comment.commentId ?? '',
        }
      );
    },
  );
}

async function commentsOn(team: Team, pullRequestId: string): Promise<Comment[]> {
  const { commentsForPullRequestData = [] } = await team.codecommit.send(
    new GetCommentsForPullRequestCommand({ pullRequestId }),
  );
  return commentsForPullRequestData.flatMap(({ comments = [] }) => comments);
}

/** The comment as a person reads it in a terminal: without its hidden line and without addresses. */
export function readable(text: string): string {
  return text
    .replace(/^\[\/\/\]: .*\n+/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\n{2,}/g, '\n');
}
