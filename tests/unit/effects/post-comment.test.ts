import { describe, expect, it } from 'vitest';
import type { PostComment } from '../../../shared/core/effect.ts';
import { ControllerError, type ErrorCode } from '../../../shared/core/error.ts';
import type { Builds, Comments } from '../../../shared/core/ports.ts';
import { applyEffect } from '../../../shared/effects/apply.ts';

const effect: PostComment = {
  kind: 'post-comment',
  pullRequestId: '7',
  repository: 'ledger',
  beforeCommit: 'b'.repeat(40),
  afterCommit: 'a'.repeat(40),
  content: '[//]: # (drawbridge:status)\n### Build started\n',
  token: 'drawbridge-status-7-1',
};

describe('a comment that is posted', () => {
  it('gives the id and the text that it has', async () => {
    expect(await post({ answer: 'c1' })).toEqual({
      kind: 'comment-written',
      commentId: 'c1',
      content: effect.content,
    });
  });

  it('is gone when the same one was posted before, and deleted since', async () => {
    expect(await post({ failsWith: 'comment-gone' })).toEqual({ kind: 'comment-gone' });
  });

  it('is found when another run has posted one with another text', async () => {
    expect(await post({ failsWith: 'token-used', there: 'c2' })).toEqual({
      kind: 'comment-found',
      commentId: 'c2',
    });
  });

  it('is gone when somebody has deleted what another run has posted', async () => {
    expect(await post({ failsWith: 'token-used' })).toEqual({ kind: 'comment-gone' });
  });

  it('is tried again when CodeCommit is away', async () => {
    await expect(post({ failsWith: 'service-unavailable' })).rejects.toThrow('CodeCommit says no.');
  });
});

/** Posts it where CodeCommit gives the answer or fails, and has the comment `there`. */
function post(codeCommit: { answer?: string; failsWith?: ErrorCode; there?: string }) {
  const comments: Comments = {
    async post() {
      if (codeCommit.failsWith) throw new ControllerError(codeCommit.failsWith, 'CodeCommit says no.');
      return codeCommit.answer ?? '';
    },
    async update() {},
    async findOurs(pullRequestId, wanted) {
      expect([pullRequestId, wanted]).toEqual([
        '7',
        { start: '[//]: # (drawbridge:status)', role: 'our-role' },
      ]);
      return codeCommit.there;
    },
  };
  return applyEffect({ comments, builds: {} as Builds, role: 'our-role' }, effect);
}
