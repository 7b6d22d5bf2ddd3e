import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '../../../sandbox/kernel/service.ts';
import { postCommentForPullRequest } from '../../../sandbox/services/codecommit/comments/operations/post-comment-for-pull-request.ts';
import { pullRequestOf } from '../../../sandbox/services/codecommit/pull-requests/pull-requests.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { asAda } from '../../support/simulation/people.ts';
import { type DeployedStackWorld, deployedStack, pass } from '../least-privilege/deployed-stack.ts';
import { roleHeldBy } from '../least-privilege/grants.ts';
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

async function lookAlike(text: string, by: CallContext = asAda(stack.scope)): Promise<void> {
  const { sourceCommit, destinationCommit } = pullRequestOf(stack.scope, pullRequestId);
  await postCommentForPullRequest.handle(
    {
      pullRequestId,
      repositoryName: repository,
      beforeCommitId: destinationCommit,
      afterCommitId: sourceCommit,
      content: `${marker}\n\n${text}`,
    },
    by,
  );
}

/** Somebody who acts as this role, in a session of this name. */
function asRole(roleName: string, sessionName: string): CallContext {
  const { scope } = stack;
  const arn = `arn:aws:sts::${scope.account}:assumed-role/${roleName}/${sessionName}`;
  const roleArn = `arn:aws:iam::${scope.account}:role/${roleName}`;
  return {
    ...scope,
    principal: { kind: 'role', arn, roleArn, userId: `AROA:${sessionName}` },
    requestId: 'people',
  };
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

describe('after a run that died when it had posted and recorded nothing', () => {
  it.each([
    ['a role whose name begins like ours', (ours: string) => asRole(`${ours}-too`, 'mallory')],
    ['a role whose session is called like ours', (ours: string) => asRole('mallory', ours)],
    ['a role whose name ends like ours', (ours: string) => asRole(`x${ours}`, 'mallory')],
  ])('a comment by %s is nobody of ours', async (_who, by) => {
    const ours = roleHeldBy(stack, 'validate-pull-request').roleName;
    await stack.team.push('feature');
    pullRequestId = await stack.team.open('feature');
    await lookAlike('### ✅ Build passed, says Mallory', by(ours));
    stack.dieAfter = 'codecommit:PostCommentForPullRequest';
    await pass(stack, 15);

    expect(stack.dieAfter).toBeUndefined();
    const texts = (isOurs: boolean) =>
      comments()
        .filter(({ authorArn }) => authorArn.includes(`:assumed-role/${ours}/`) === isOurs)
        .map(({ content = '' }) => content);
    expect(texts(false)).toEqual([`${marker}\n\n### ✅ Build passed, says Mallory`]);
    expect(texts(true)).toEqual([expect.stringContaining('### ✅ Build passed\n')]);
  });
});

describe('beside our own comment', () => {
  it('one with the very same text changes nothing: ours goes on to be written, and it stays as it was', async () => {
    await stack.team.push('feature');
    pullRequestId = await stack.team.open('feature');
    await pass(stack, 1);
    const [copied = ''] = comments().map(({ content = '' }) => content);
    await lookAlike(copied.slice(marker.length + 2));
    await pass(stack, 15);

    const texts = comments().map(({ content = '' }) => content);
    expect(texts).toEqual([expect.stringContaining('### ✅ Build passed\n'), copied]);
  });
});
