import {
  CreatePullRequestApprovalRuleCommand,
  DeleteBranchCommand,
  MergePullRequestBySquashCommand,
  OverridePullRequestApprovalRulesCommand,
  UpdatePullRequestApprovalStateCommand,
  UpdatePullRequestDescriptionCommand,
  UpdatePullRequestStatusCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from './a-shop.ts';
import { aShopWithAChange } from './a-shop-with-a-change.ts';
import { admin, fieldsOf, only, pullRequestUrl, sample } from './event-samples.ts';

let shop: Shop;
let base: string;
let change: string;

beforeEach(async () => {
  ({ shop, base, change } = await aShopWithAChange());
  shop.news();
});

describe('a reference tells that it', () => {
  it('was created', async () => {
    await shop.branch('limits/ledger', base);

    expect(only(shop, 'repository-state-change/branch-created')).toMatchObject({
      callerUserArn: admin,
      commitId: base,
      referenceFullName: 'refs/heads/limits/ledger',
      referenceName: 'limits/ledger',
      referenceType: 'branch',
      repositoryName: 'shop',
    });
  });

  it('was moved', async () => {
    const next = await shop.commit('feature', { a: 'three\n' }, change);

    expect(only(shop, 'repository-state-change/branch-updated-by-push')).toMatchObject({
      commitId: next,
      oldCommitId: change,
    });
  });

  it('was deleted', async () => {
    await shop.admin.send(new DeleteBranchCommand({ repositoryName: 'shop', branchName: 'feature' }));

    expect(only(shop, 'repository-state-change/branch-deleted')).toMatchObject({ oldCommitId: change });
  });
});

describe('a pull request tells that it', () => {
  it('was created', async () => {
    const { revisionId } = await shop.pullRequest('feature');

    expect(only(shop, 'pull-request-state-change/created')).toEqual({
      author: admin,
      callerUserArn: admin,
      creationDate: 'Mon Mar 02 09:25:10 UTC 2026',
      description: 'Fixes HL-212.',
      destinationCommit: base,
      destinationReference: 'refs/heads/main',
      event: 'pullRequestCreated',
      isMerged: 'False',
      lastModifiedDate: 'Mon Mar 02 09:25:10 UTC 2026',
      notificationBody: `A pull request event occurred in the following AWS CodeCommit repository: shop. User: ${admin}. Event: Created. Pull request name: 1. Additional information: A pull request was created with the following ID: 1. The title of the pull request is: Add rate limits. For more information, go to the AWS CodeCommit console ${pullRequestUrl}?region=eu-west-1.`,
      pullRequestId: '1',
      pullRequestStatus: 'Open',
      repositoryNames: ['shop'],
      revisionId,
      sourceCommit: change,
      sourceReference: 'refs/heads/feature',
      title: 'Add rate limits',
    });
  });

  it('has a new source, after the reference told that it moved', async () => {
    await shop.pullRequest('feature');
    shop.pass(60);
    shop.news();
    const next = await shop.commit('feature', { a: 'three\n' }, change);

    const [reference, pullRequest] = shop.news();

    expect(reference?.detail['event']).toBe('referenceUpdated');
    expect(fieldsOf(pullRequest)).toEqual(
      fieldsOf(sample('pull-request-state-change/source-branch-updated')),
    );
    expect(pullRequest?.detail).toMatchObject({
      event: 'pullRequestSourceBranchUpdated',
      sourceCommit: next,
      lastModifiedDate: 'Mon Mar 02 09:26:10 UTC 2026',
      notificationBody: `A pull request event occurred in the following AWS CodeCommit repository: shop. User: ${admin}. Event: Updated. Pull request name: 1. Additional information: The pull request was updated with one or more commits to the source branch: refs/heads/feature. For more information, go to the AWS CodeCommit console ${pullRequestUrl}?region=eu-west-1.`,
    });
  });

  it('was closed; without a description the field is missing', async () => {
    await shop.pullRequest('feature');
    await shop.admin.send(new UpdatePullRequestDescriptionCommand({ pullRequestId: '1', description: '' }));
    shop.news();
    await shop.admin.send(
      new UpdatePullRequestStatusCommand({ pullRequestId: '1', pullRequestStatus: 'CLOSED' }),
    );

    expect(only(shop, 'pull-request-state-change/closed')).toMatchObject({
      pullRequestStatus: 'Closed',
      isMerged: 'False',
    });
  });

  it('was merged, after the destination told that it moved', async () => {
    await shop.pullRequest('feature');
    shop.news();
    await shop.admin.send(
      new MergePullRequestBySquashCommand({ pullRequestId: '1', repositoryName: 'shop' }),
    );

    const [reference, pullRequest, ...more] = shop.news();

    expect(more).toEqual([]);
    expect(fieldsOf(reference)).toEqual(fieldsOf(sample('repository-state-change/branch-updated-by-merge')));
    expect(reference?.detail).toMatchObject({
      referenceName: 'main',
      oldCommitId: base,
      baseCommitId: base,
      sourceCommitId: change,
      destinationCommitId: base,
      mergeOption: 'SQUASH_MERGE',
      conflictDetailsLevel: 'FILE_LEVEL',
      conflictResolutionStrategy: 'NONE',
    });
    expect(fieldsOf(pullRequest)).toEqual(fieldsOf(sample('pull-request-state-change/merged-by-squash')));
    expect(pullRequest?.detail).toMatchObject({
      event: 'pullRequestMergeStatusUpdated',
      pullRequestStatus: 'Closed',
      isMerged: 'True',
      mergeOption: 'SQUASH_MERGE',
      destinationCommit: base,
    });
  });

  it('was approved, without a new modification date', async () => {
    const { revisionId } = await shop.pullRequest('feature');
    shop.news();
    shop.pass(600);
    await shop.session('bob').send(
      new UpdatePullRequestApprovalStateCommand({
        pullRequestId: '1',
        revisionId,
        approvalState: 'APPROVE',
      }),
    );

    expect(only(shop, 'pull-request-state-change/approved')).toMatchObject({
      approvalStatus: 'APPROVE',
      callerUserArn: 'arn:aws:sts::111122223333:assumed-role/Developer/bob',
      lastModifiedDate: 'Mon Mar 02 09:25:10 UTC 2026',
    });
  });

  it('has a rule, and that its rules are set aside', async () => {
    const { revisionId } = await shop.pullRequest('feature');
    shop.news();
    await shop.admin.send(
      new CreatePullRequestApprovalRuleCommand({
        pullRequestId: '1',
        approvalRuleName: 'one',
        approvalRuleContent:
          '{"Version":"2018-11-08","Statements":[{"Type":"Approvers","NumberOfApprovalsNeeded":1}]}',
      }),
    );
    const rule = only(shop, 'pull-request-state-change/approval-rule-created');
    await shop.admin.send(
      new OverridePullRequestApprovalRulesCommand({
        pullRequestId: '1',
        revisionId,
        overrideStatus: 'OVERRIDE',
      }),
    );

    expect(rule).toMatchObject({
      approvalRuleName: 'one',
      // What `printf %s CONTENT | sha256sum` prints for the content above.
      approvalRuleContentSha256: 'a96a11f4767097a069e7f19d502f4e06ce31bc2e09bb3d18bc17f46c18c2f566',
    });
    expect(only(shop, 'pull-request-state-change/approval-rule-overridden')).toMatchObject({
      overrideStatus: 'OVERRIDE',
    });
  });
});
