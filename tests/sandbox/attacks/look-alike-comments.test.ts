import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postCommentForPullRequest } from '../../../sandbox/services/codecommit/comments/operations/post-comment-for-pull-request.ts';
import { pullRequestOf } from '../../../sandbox/services/codecommit/pull-requests/pull-requests.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { asAda } from '../../support/simulation/people.ts';
import { type DeployedStackWorld, deployedStack, pass } from '../least-privilege/deployed-stack.ts';
import { repository } from '../least-privilege/names.ts';
import { worldInMemory } from '../least-privilege/world-in-memory.ts';

// Anybody may write a comment that begins like ours. After a run that died the functions look for what it wrote.

const marker = '[//]: # (drawbridge:status)';

let stack: DeployedStackWorld;
let pullRequestId: string;

beforeEach(async () => {
  stack = await deployedStack(worldInMemory({ phases: { BUILD: { seconds: 120 } } }), [
    'validate-pull-request',
    'sweep',
  ]);
});
afterEach(() => stack.close());

const comments = () => [...codeCommitState(stack.scope).comments.values()];

async function lookAlike(text: string): Promise<void> {
  const { sourceCommit, destinationCommit } = pullRequestOf(stack.scope, pullRequestId);
  await postCommentForPullRequest.handle(
    {
      pullRequestId,
      repositoryName: repository,
      beforeCommitId: destinationCommit,
      afterCommitId: sourceCommit,
      content: `${marker}\n\n${text}`,
    },
    asAda(stack.scope),
  );
}

describe.each(['codebuild:StartBuild', 'codecommit:PostCommentForPullRequest', 'codecommit:UpdateComment'])(
  'after a run that died at %s',
  (operation) => {
    it('a comment that only looks like ours is left alone, and ours is kept true', async () => {
      await stack.team.push('feature');
      pullRequestId = await stack.team.open('feature');
      await lookAlike('### ✅ Build passed, says Ada');
      stack.dieAfter = operation;
      await pass(stack, 15);

      expect(stack.dieAfter).toBeUndefined();
      const ours = comments().filter(({ authorArn }) => authorArn.includes(':assumed-role/'));
      expect(ours).toHaveLength(1);
      expect(ours[0]?.content).toContain('### ✅ Build passed\n');
      const hers = comments().filter(({ authorArn }) => authorArn.endsWith(':user/ada'));
      expect(hers.map(({ content }) => content)).toEqual([`${marker}\n\n### ✅ Build passed, says Ada`]);
    });
  },
);
