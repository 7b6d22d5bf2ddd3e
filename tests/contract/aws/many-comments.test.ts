import { expect, it } from 'vitest';
import { codeCommit } from '../../../shared/aws/codecommit.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const theirs = Array.from({ length: 500 }, (_comment, index) => ({
  commentId: `c${index}`,
  content: '[//]: # (drawbridge:status) look at me',
  authorArn: 'arn:aws:iam::111122223333:user/mallory',
}));

it('looks through ten thousand comments that somebody posted for one of ours, and no more', async () => {
  const { settings, asked } = await serviceSaying({
    output: { nextToken: 'more', commentsForPullRequestData: [{ comments: theirs }] },
  });
  const wanted = { start: '[//]: # (drawbridge:status)', role: 'validate', knownId: 'k5' };

  const found = await codeCommit(settings).comments.findOurs('7', wanted);

  expect(found).toBeUndefined();
  expect(asked).toHaveLength(20);
});
