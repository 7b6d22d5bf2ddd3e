import {
  CreatePullRequestApprovalRuleCommand,
  GetCommitCommand,
  GetPullRequestCommand,
  MergeBranchesByFastForwardCommand,
  MergePullRequestByFastForwardCommand,
  MergePullRequestBySquashCommand,
  MergePullRequestByThreeWayCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from './a-shop.ts';
import { aShopToMerge, lines, read, sides, tipOf } from './a-shop-to-merge.ts';

const repositoryName = 'shop';

let shop: Shop;
let base: string;

beforeEach(async () => {
  ({ shop, base } = await aShopToMerge());
});

const parentsOf = async (commitId: string | undefined) =>
  (await shop.admin.send(new GetCommitCommand({ repositoryName, commitId }))).commit?.parents;
describe('merging a pull request', () => {
  it('by fast-forward moves the destination to the source', async () => {
    const change = await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    const { pullRequestId } = await shop.pullRequest('feature');

    const { pullRequest } = await shop.admin.send(
      new MergePullRequestByFastForwardCommand({ pullRequestId, repositoryName, sourceCommitId: change }),
    );

    expect(await tipOf(shop, 'main')).toBe(change);
    expect(pullRequest).toMatchObject({
      pullRequestStatus: 'CLOSED',
      pullRequestTargets: [
        {
          destinationCommit: base,
          mergeMetadata: {
            isMerged: true,
            mergedBy: 'arn:aws:iam::111122223333:user/admin',
            mergeCommitId: change,
            mergeOption: 'FAST_FORWARD_MERGE',
          },
        },
      ],
    });
  });

  it('by squash adds one commit, by three ways one with both parents', async () => {
    const theirs = await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    await shop.branch('feature-2', theirs);
    const ours = await shop.commit('main', { other: 'y\n' }, base);
    const first = await shop.pullRequest('feature');
    const second = await shop.pullRequest('feature-2');

    await shop.admin.send(
      new MergePullRequestBySquashCommand({ pullRequestId: first.pullRequestId, repositoryName }),
    );
    const squashed = await tipOf(shop, 'main');
    await shop.admin.send(
      new MergePullRequestByThreeWayCommand({ pullRequestId: second.pullRequestId, repositoryName }),
    );
    const merged = await tipOf(shop, 'main');

    expect(await parentsOf(squashed)).toEqual([ours]);
    expect(await read(shop, 'list', squashed)).toBe(lines({ 1: 'one' }));
    expect(await read(shop, 'other', squashed)).toBe('y\n');
    expect(await parentsOf(merged)).toEqual([squashed, theirs]);
    expect(await tipOf(shop, 'feature')).toBe(theirs);
  });

  it('needs the tip of the source to be the one that was seen', async () => {
    const seen = await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    const { pullRequestId } = await shop.pullRequest('feature');
    await shop.commit('feature', { list: lines({ 1: 'uno' }) }, seen);

    await expect(
      shop.admin.send(
        new MergePullRequestByFastForwardCommand({ pullRequestId, repositoryName, sourceCommitId: seen }),
      ),
    ).rejects.toMatchObject({ name: 'TipOfSourceReferenceIsDifferentException' });
    expect(await tipOf(shop, 'main')).toBe(base);
  });

  it('is done once, however many try at the same time', async () => {
    await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    const { pullRequestId } = await shop.pullRequest('feature');
    const merge = () =>
      shop.admin.send(new MergePullRequestBySquashCommand({ pullRequestId, repositoryName }));

    const results = await Promise.allSettled([merge(), merge(), merge()]);

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await parentsOf(await tipOf(shop, 'main'))).toEqual([base]);
    await expect(merge()).rejects.toMatchObject({ name: 'PullRequestAlreadyClosedException' });
  });

  it('waits for its approval rules', async () => {
    await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    const { pullRequestId } = await shop.pullRequest('feature');
    await shop.admin.send(
      new CreatePullRequestApprovalRuleCommand({
        pullRequestId,
        approvalRuleName: 'one-reviewer',
        approvalRuleContent:
          '{"Version":"2018-11-08","Statements":[{"Type":"Approvers","NumberOfApprovalsNeeded":1}]}',
      }),
    );

    await expect(
      shop.admin.send(new MergePullRequestByFastForwardCommand({ pullRequestId, repositoryName })),
    ).rejects.toMatchObject({ name: 'PullRequestApprovalRulesNotSatisfiedException' });
  });

  it('by a push of the source to the destination closes it as merged', async () => {
    const change = await shop.commit('feature', { list: lines({ 1: 'one' }) }, base);
    const { pullRequestId } = await shop.pullRequest('feature');

    await shop.admin.send(new MergeBranchesByFastForwardCommand(sides));

    const { pullRequest } = await shop.admin.send(new GetPullRequestCommand({ pullRequestId }));
    expect(pullRequest).toMatchObject({
      pullRequestStatus: 'CLOSED',
      pullRequestTargets: [{ mergeMetadata: { isMerged: true, mergeCommitId: change } }],
    });
  });
});
