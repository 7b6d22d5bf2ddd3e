import {
  DeleteCommentContentCommand,
  GetCommentCommand,
  GetCommentReactionsCommand,
  GetCommentsForComparedCommitCommand,
  GetCommentsForPullRequestCommand,
  PostCommentForComparedCommitCommand,
  PostCommentForPullRequestCommand,
  type PostCommentForPullRequestCommandInput,
  PostCommentReplyCommand,
  PutCommentReactionCommand,
  UpdateCommentCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import { aShop, type Shop } from './a-shop.ts';

let shop: Shop;
let base: string;
let change: string;
let pullRequestId: string | undefined;

beforeEach(async () => {
  shop = await aShop();
  base = await shop.commit('main', { 'src/a': 'one\n' });
  await shop.branch('feature', base);
  change = await shop.commit('feature', { 'src/a': 'two\n' }, base);
  ({ pullRequestId } = await shop.pullRequest('feature'));
});

const post = (more: Partial<PostCommentForPullRequestCommandInput> = {}, client = shop.admin) =>
  client.send(
    new PostCommentForPullRequestCommand({
      pullRequestId,
      repositoryName: 'shop',
      beforeCommitId: base,
      afterCommitId: change,
      content: 'Nice',
      ...more,
    }),
  );
const all = (more: object = {}) =>
  shop.admin.send(new GetCommentsForPullRequestCommand({ pullRequestId, ...more }));

describe('a comment on a pull request', () => {
  it('is shown with its author, its text and an id of two UUIDs', async () => {
    const posted = await post({ clientRequestToken: 'token-1' });

    const { comment } = await shop.admin.send(
      new GetCommentCommand({ commentId: posted.comment?.commentId }),
    );

    expect(posted).toMatchObject({
      repositoryName: 'shop',
      pullRequestId: '1',
      beforeCommitId: base,
      afterCommitId: change,
    });
    expect(comment).toMatchObject({
      content: 'Nice',
      authorArn: 'arn:aws:iam::111122223333:user/admin',
      deleted: false,
      clientRequestToken: 'token-1',
      callerReactions: [],
      reactionCounts: {},
    });
    expect(comment?.commentId).toMatch(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/);
  });

  it('is posted once for one token, also after its text was changed', async () => {
    const first = await post({ clientRequestToken: 'status' });
    await shop.admin.send(
      new UpdateCommentCommand({ commentId: first.comment?.commentId, content: 'Changed' }),
    );

    const second = await post({ clientRequestToken: 'status' });

    expect(second.comment?.commentId).toBe(first.comment?.commentId);
    expect(second.comment?.content).toBe('Changed');
    await expect(post({ clientRequestToken: 'status', content: 'Other' })).rejects.toMatchObject({
      name: 'IdempotencyParameterMismatchException',
    });
  });

  it.each<[Partial<PostCommentForPullRequestCommandInput>, string]>([
    [{ content: '' }, 'CommentContentRequiredException'],
    [{ content: 'x'.repeat(10_241) }, 'CommentContentSizeLimitExceededException'],
    [{ beforeCommitId: '' }, 'CommitIdRequiredException'],
    [{ afterCommitId: 'main' }, 'InvalidCommitIdException'],
    [{ afterCommitId: 'f'.repeat(40) }, 'CommitDoesNotExistException'],
    [{ location: { filePath: 'nope' } }, 'PathDoesNotExistException'],
    [
      { location: { filePath: 'src/a', filePosition: 0, relativeFileVersion: 'AFTER' } },
      'InvalidFilePositionException',
    ],
    [{ pullRequestId: '77' }, 'PullRequestDoesNotExistException'],
  ])('is refused for %j', async (input, code) => {
    await expect(post(input)).rejects.toMatchObject({ name: code });
  });

  it('needs two different commits', async () => {
    await expect(post({ beforeCommitId: change })).rejects.toMatchObject({
      name: 'BeforeCommitIdAndAfterCommitIdAreSameException',
    });
  });

  it('may have 10,240 characters, of any width', async () => {
    const { comment } = await post({ content: '🚀'.repeat(10_240) });

    expect(comment?.content).toHaveLength(20_480);
  });

  it('can stand at a line of a file', async () => {
    const location = { filePath: 'src/a', filePosition: 1, relativeFileVersion: 'AFTER' } as const;

    const posted = await post({ location });

    expect(posted.location).toEqual(location);
    // What `printf 'one\n' | git hash-object --stdin` and the same for `two` print.
    expect(posted.beforeBlobId).toBe('5626abf0f72e58d7a153368ba57db4c673c0e171');
    expect(posted.afterBlobId).toBe('f719efd430d52bcfc8566a43b2eb655688d38871');
  });

  it('is changed by its author only, in any session of the author’s role', async () => {
    const { comment } = await post({}, shop.session('bob'));
    const update = (client = shop.admin) =>
      client.send(new UpdateCommentCommand({ commentId: comment?.commentId, content: 'Better' }));

    await expect(update()).rejects.toMatchObject({ name: 'CommentNotCreatedByCallerException' });
    await expect(update(shop.session('bob', 'Reviewer'))).rejects.toMatchObject({
      name: 'CommentNotCreatedByCallerException',
    });
    shop.pass(5);
    const updated = await update(shop.session('carol'));

    expect(updated.comment).toMatchObject({
      content: 'Better',
      authorArn: 'arn:aws:sts::111122223333:assumed-role/Developer/bob',
      lastModifiedDate: new Date('2026-03-02T09:25:15Z'),
    });
  });

  it('loses its text for good when it is deleted', async () => {
    const { comment } = await post();
    const commentId = comment?.commentId;
    await shop.admin.send(new DeleteCommentContentCommand({ commentId }));

    const { commentsForPullRequestData } = await all();

    expect(commentsForPullRequestData?.[0]?.comments).toMatchObject([{ commentId, deleted: true }]);
    expect(commentsForPullRequestData?.[0]?.comments?.[0]).not.toHaveProperty('content');
    for (const command of [
      new GetCommentCommand({ commentId }),
      new UpdateCommentCommand({ commentId, content: 'x' }),
      new DeleteCommentContentCommand({ commentId }),
    ] as GetCommentCommand[])
      await expect(shop.admin.send(command)).rejects.toMatchObject({ name: 'CommentDeletedException' });
  });
});

describe('comments of a pull request', () => {
  it('are grouped by pair of commits, replies with what they answer', async () => {
    const first = await post({ content: 'First' });
    const next = await shop.commit('feature', { 'src/a': 'three\n' }, change);
    await post({ content: 'Second', afterCommitId: next });
    await shop.admin.send(
      new PostCommentReplyCommand({ inReplyTo: first.comment?.commentId, content: 'Thanks' }),
    );

    const { commentsForPullRequestData } = await all();

    expect(commentsForPullRequestData).toMatchObject([
      {
        afterCommitId: change,
        comments: [{ content: 'First' }, { content: 'Thanks', inReplyTo: first.comment?.commentId }],
      },
      { afterCommitId: next, comments: [{ content: 'Second' }] },
    ]);
  });

  it('are given page by page', async () => {
    for (const content of ['1', '2', '3']) await post({ content });

    const page = await all({ maxResults: 2 });
    const rest = await all({ maxResults: 2, nextToken: page.nextToken });

    const texts = (answer: typeof page) =>
      answer.commentsForPullRequestData?.flatMap(({ comments }) => comments?.map(({ content }) => content));
    expect(texts(page)).toEqual(['1', '2']);
    expect(texts(rest)).toEqual(['3']);
    await expect(all({ maxResults: 501 })).rejects.toMatchObject({ name: 'InvalidMaxResultsException' });
  });

  it('cannot be asked for by repository without both commits', async () => {
    await expect(all({ repositoryName: 'shop' })).rejects.toMatchObject({
      name: 'CommitIdRequiredException',
    });
    await post();
    const found = await all({ repositoryName: 'shop', beforeCommitId: base, afterCommitId: change });
    expect(found.commentsForPullRequestData).toHaveLength(1);
  });
});

describe('a comment on commits', () => {
  it('is found by the commits and not on the pull request', async () => {
    const about = { repositoryName: 'shop', beforeCommitId: base, afterCommitId: change };
    await shop.admin.send(new PostCommentForComparedCommitCommand({ ...about, content: 'Why?' }));

    const { commentsForComparedCommitData } = await shop.admin.send(
      new GetCommentsForComparedCommitCommand(about),
    );

    expect(commentsForComparedCommitData).toMatchObject([{ ...about, comments: [{ content: 'Why?' }] }]);
    expect((await all()).commentsForPullRequestData).toEqual([]);
  });
});

describe('reactions', () => {
  it('are one for each person, counted, and taken away with none', async () => {
    const commentId = (await post()).comment?.commentId;
    const react = (reactionValue: string, client = shop.admin) =>
      client.send(new PutCommentReactionCommand({ commentId, reactionValue }));
    await react('👍');
    await react(':heart:');
    await react('U+2764', shop.session('bob'));

    const { comment } = await shop.admin.send(new GetCommentCommand({ commentId }));
    const { reactionsForComment } = await shop.admin.send(new GetCommentReactionsCommand({ commentId }));
    await react('none');
    const after = await shop.admin.send(new GetCommentCommand({ commentId }));

    expect(comment).toMatchObject({ callerReactions: [':heart:'], reactionCounts: { ':heart:': 2 } });
    expect(reactionsForComment).toEqual([
      {
        reaction: { emoji: '❤️', shortCode: ':heart:', unicode: 'U+2764' },
        reactionUsers: [
          'arn:aws:iam::111122223333:user/admin',
          'arn:aws:sts::111122223333:assumed-role/Developer/bob',
        ],
        reactionsFromDeletedUsersCount: 0,
      },
    ]);
    expect(after.comment).toMatchObject({ callerReactions: [], reactionCounts: { ':heart:': 1 } });
    await expect(react('🦄')).rejects.toMatchObject({ name: 'InvalidReactionValueException' });
  });
});
