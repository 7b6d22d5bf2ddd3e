import {
  CreatePullRequestCommand,
  DeleteBranchCommand,
  DescribePullRequestEventsCommand,
  GetPullRequestCommand,
  ListPullRequestsCommand,
  MergePullRequestByFastForwardCommand,
  UpdatePullRequestDescriptionCommand,
  UpdatePullRequestStatusCommand,
  UpdatePullRequestTitleCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from './a-shop.ts';
import { aShopWithAChange } from './a-shop-with-a-change.ts';

let shop: Shop;
let base: string;
let change: string;

beforeEach(async () => {
  ({ shop, base, change } = await aShopWithAChange());
});

const targets = [{ repositoryName: 'shop', sourceReference: 'feature', destinationReference: 'main' }];
const get = async (pullRequestId: string | undefined) =>
  (await shop.admin.send(new GetPullRequestCommand({ pullRequestId }))).pullRequest;

describe('a pull request', () => {
  it('shows its branches, their tips and where they part', async () => {
    const { pullRequestId } = await shop.pullRequest('feature');

    const pullRequest = await get(pullRequestId);

    expect(pullRequest).toMatchObject({
      pullRequestId: '1',
      title: 'Add rate limits',
      description: 'Fixes HL-212.',
      pullRequestStatus: 'OPEN',
      authorArn: 'arn:aws:iam::111122223333:user/admin',
      creationDate: new Date('2026-03-02T09:25:10Z'),
      approvalRules: [],
      pullRequestTargets: [
        {
          repositoryName: 'shop',
          sourceReference: 'refs/heads/feature',
          destinationReference: 'refs/heads/main',
          sourceCommit: change,
          destinationCommit: base,
          mergeBase: base,
          mergeMetadata: { isMerged: false },
        },
      ],
    });
    expect(pullRequest?.revisionId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('goes to the default branch when no destination is given', async () => {
    const { pullRequest } = await shop.admin.send(
      new CreatePullRequestCommand({
        title: 'x',
        targets: [{ repositoryName: 'shop', sourceReference: 'refs/heads/feature' }],
      }),
    );

    expect(pullRequest?.pullRequestTargets?.[0]?.destinationReference).toBe('refs/heads/main');
  });

  it.each([
    [{ title: '' }, 'TitleRequiredException'],
    [{ title: 'x'.repeat(151) }, 'InvalidTitleException'],
    [{ description: 'x'.repeat(10_241) }, 'InvalidDescriptionException'],
    [{ targets: [] }, 'TargetsRequiredException'],
    [{ targets: [{ ...targets[0], sourceReference: 'nope' }] }, 'ReferenceDoesNotExistException'],
    [{ targets: [{ ...targets[0], sourceReference: 'main' }] }, 'SourceAndDestinationAreSameException'],
    [{ targets: [{ ...targets[0], sourceReference: 'refs/tags/v1' }] }, 'ReferenceTypeNotSupportedException'],
    [{ targets: [{ ...targets[0], repositoryName: 'gone' }] }, 'RepositoryDoesNotExistException'],
  ])('is refused for %j', async (input, code) => {
    const request = { title: 'x', targets, ...input } as ConstructorParameters<
      typeof CreatePullRequestCommand
    >[0];

    await expect(shop.admin.send(new CreatePullRequestCommand(request))).rejects.toMatchObject({
      name: code,
    });
  });

  it('is opened once for one client request token', async () => {
    const open = (title: string) =>
      shop.admin.send(new CreatePullRequestCommand({ title, targets, clientRequestToken: 'once' }));

    const first = await open('x');
    const second = await open('x');

    expect(second.pullRequest?.pullRequestId).toBe(first.pullRequest?.pullRequestId);
    await expect(open('y')).rejects.toMatchObject({ name: 'IdempotencyParameterMismatchException' });
  });

  it('gets a new revision and a new activity date with every push to its source', async () => {
    const before = await shop.pullRequest('feature');
    shop.pass(60);
    const next = await shop.commit('feature', { a: 'three\n' }, change);

    const after = await get(before.pullRequestId);

    expect(after?.pullRequestTargets?.[0]?.sourceCommit).toBe(next);
    expect(after?.revisionId).not.toBe(before.revisionId);
    expect(after?.lastActivityDate).toEqual(new Date('2026-03-02T09:26:10Z'));
    expect(after?.creationDate).toEqual(new Date('2026-03-02T09:25:10Z'));
  });

  it('is closed for good', async () => {
    const { pullRequestId } = await shop.pullRequest('feature');
    const set = (pullRequestStatus: 'OPEN' | 'CLOSED') =>
      shop.admin.send(new UpdatePullRequestStatusCommand({ pullRequestId, pullRequestStatus }));

    await set('OPEN');
    const closed = await set('CLOSED');
    await set('CLOSED');

    expect(closed.pullRequest?.pullRequestStatus).toBe('CLOSED');
    await expect(set('OPEN')).rejects.toMatchObject({ name: 'InvalidPullRequestStatusUpdateException' });
    await expect(
      shop.admin.send(new UpdatePullRequestTitleCommand({ pullRequestId, title: 'y' })),
    ).rejects.toMatchObject({ name: 'PullRequestAlreadyClosedException' });
  });

  it('can be given another title and description', async () => {
    const { pullRequestId } = await shop.pullRequest('feature');
    await shop.admin.send(new UpdatePullRequestTitleCommand({ pullRequestId, title: 'Better' }));
    await shop.admin.send(new UpdatePullRequestDescriptionCommand({ pullRequestId, description: '' }));

    expect(await get(pullRequestId)).toMatchObject({ title: 'Better', description: '' });
  });

  it('is closed when its source branch is deleted', async () => {
    const { pullRequestId } = await shop.pullRequest('feature');
    await shop.admin.send(new DeleteBranchCommand({ repositoryName: 'shop', branchName: 'feature' }));

    expect((await get(pullRequestId))?.pullRequestStatus).toBe('CLOSED');
  });

  it('keeps a history', async () => {
    const { pullRequestId } = await shop.pullRequest('feature');
    const next = await shop.commit('feature', { a: 'three\n' }, change);
    await shop.admin.send(
      new MergePullRequestByFastForwardCommand({ pullRequestId, repositoryName: 'shop' }),
    );

    const { pullRequestEvents } = await shop.admin.send(
      new DescribePullRequestEventsCommand({ pullRequestId }),
    );

    expect(pullRequestEvents).toMatchObject([
      {
        pullRequestEventType: 'PULL_REQUEST_CREATED',
        actorArn: 'arn:aws:iam::111122223333:user/admin',
        pullRequestCreatedEventMetadata: {
          sourceCommitId: change,
          destinationCommitId: base,
          mergeBase: base,
        },
      },
      {
        pullRequestEventType: 'PULL_REQUEST_SOURCE_REFERENCE_UPDATED',
        pullRequestSourceReferenceUpdatedEventMetadata: { beforeCommitId: base, afterCommitId: next },
      },
      {
        pullRequestEventType: 'PULL_REQUEST_MERGE_STATE_CHANGED',
        pullRequestMergedStateChangedEventMetadata: {
          mergeMetadata: { isMerged: true, mergeCommitId: next, mergeOption: 'FAST_FORWARD_MERGE' },
        },
      },
    ]);
  });
});

describe('pull requests', () => {
  it('are numbered per account and Region, and listed the newest first, page by page', async () => {
    for (let index = 0; index < 3; index += 1) await shop.pullRequest('feature');
    await shop.admin.send(
      new UpdatePullRequestStatusCommand({ pullRequestId: '2', pullRequestStatus: 'CLOSED' }),
    );
    const list = (more: object) =>
      shop.admin.send(new ListPullRequestsCommand({ repositoryName: 'shop', ...more }));

    const page = await list({ maxResults: 2 });
    const rest = await list({ maxResults: 2, nextToken: page.nextToken });

    expect(page.pullRequestIds).toEqual(['3', '2']);
    expect(rest).toMatchObject({ pullRequestIds: ['1'] });
    expect(rest.nextToken).toBeUndefined();
    expect((await list({ pullRequestStatus: 'OPEN' })).pullRequestIds).toEqual(['3', '1']);
    expect((await list({ authorArn: 'arn:aws:iam::111122223333:user/eve' })).pullRequestIds).toEqual([]);
  });

  it.each([
    ['99', 'PullRequestDoesNotExistException'],
    ['x', 'InvalidPullRequestIdException'],
    ['', 'PullRequestIdRequiredException'],
  ])('with the id %j are %s', async (pullRequestId, code) => {
    await expect(get(pullRequestId)).rejects.toMatchObject({ name: code });
  });
});
