import {
  AssociateApprovalRuleTemplateWithRepositoryCommand,
  CreateApprovalRuleTemplateCommand,
  CreatePullRequestApprovalRuleCommand,
  CreateUnreferencedMergeCommitCommand,
  DeleteBranchCommand,
  MergePullRequestBySquashCommand,
  OverridePullRequestApprovalRulesCommand,
  PostCommentForComparedCommitCommand,
  PostCommentForPullRequestCommand,
  PostCommentReplyCommand,
  PutCommentReactionCommand,
  UpdateCommentCommand,
  UpdatePullRequestApprovalStateCommand,
  UpdatePullRequestDescriptionCommand,
  UpdatePullRequestStatusCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BusEvent } from '../../../sandbox/services/events/state.ts';
import { textOf } from '../../support/source-files.ts';
import { aShop, type Shop } from './a-shop.ts';

const admin = 'arn:aws:iam::111122223333:user/admin';
const pullRequestUrl =
  'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/pull-requests/1';

let shop: Shop;
let base: string;
let change: string;

beforeEach(async () => {
  shop = await aShop();
  base = await shop.commit('main', { a: 'one\n' });
  await shop.branch('feature', base);
  change = await shop.commit('feature', { a: 'two\n' }, base);
  shop.news();
});

/** An AWS sample of the same event: what it is made of is what ours must be made of. */
function sample(name: string): BusEvent {
  return JSON.parse(textOf(`events/codecommit/${name}.json`)) as BusEvent;
}

/** The one event that has happened; it has the sample's fields and no others. */
function only(name: string, without: readonly string[] = []): BusEvent['detail'] {
  const [event, ...more] = shop.news();
  const expected = sample(name);
  expect(more).toEqual([]);
  expect(event?.['detail-type']).toBe(expected['detail-type']);
  expect(event?.source).toBe('aws.codecommit');
  expect(Object.keys(event?.detail ?? {}).sort()).toEqual(
    Object.keys(expected.detail)
      .filter((key) => !without.includes(key))
      .sort(),
  );
  expect(event?.detail['event']).toBe(expected.detail['event']);
  expect(event?.resources).toHaveLength(expected.resources.length);
  return event?.detail ?? {};
}

describe('a reference tells that it', () => {
  it('was created', async () => {
    await shop.branch('limits/ledger', base);

    expect(only('repository-state-change/branch-created')).toMatchObject({
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

    expect(only('repository-state-change/branch-updated-by-push')).toMatchObject({
      commitId: next,
      oldCommitId: change,
    });
  });

  it('was deleted', async () => {
    await shop.admin.send(new DeleteBranchCommand({ repositoryName: 'shop', branchName: 'feature' }));

    expect(only('repository-state-change/branch-deleted')).toMatchObject({ oldCommitId: change });
  });
});

describe('a pull request tells that it', () => {
  it('was created', async () => {
    const { revisionId } = await shop.pullRequest('feature');

    expect(only('pull-request-state-change/created')).toEqual({
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
    expect(Object.keys(pullRequest?.detail ?? {}).sort()).toEqual(
      Object.keys(sample('pull-request-state-change/source-branch-updated').detail).sort(),
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

    expect(only('pull-request-state-change/closed')).toMatchObject({
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
    expect(Object.keys(reference?.detail ?? {}).sort()).toEqual(
      Object.keys(sample('repository-state-change/branch-updated-by-merge').detail).sort(),
    );
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
    expect(Object.keys(pullRequest?.detail ?? {}).sort()).toEqual(
      Object.keys(sample('pull-request-state-change/merged-by-squash').detail).sort(),
    );
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

    expect(only('pull-request-state-change/approved')).toMatchObject({
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
    const rule = only('pull-request-state-change/approval-rule-created');
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
    expect(only('pull-request-state-change/approval-rule-overridden')).toMatchObject({
      overrideStatus: 'OVERRIDE',
    });
  });
});

describe('an unreferenced merge commit', () => {
  it('tells of itself without a reference', async () => {
    const { commitId } = await shop.admin.send(
      new CreateUnreferencedMergeCommitCommand({
        repositoryName: 'shop',
        sourceCommitSpecifier: 'feature',
        destinationCommitSpecifier: 'main',
        mergeOption: 'SQUASH_MERGE',
      }),
    );

    expect(only('repository-state-change/unreferenced-merge-commit')).toMatchObject({ commitId });
  });
});

describe('a comment', () => {
  const post = () =>
    shop.admin.send(
      new PostCommentForPullRequestCommand({
        pullRequestId: '1',
        repositoryName: 'shop',
        beforeCommitId: base,
        afterCommitId: change,
        content: 'Nice',
      }),
    );

  beforeEach(async () => {
    await shop.pullRequest('feature');
    shop.news();
  });

  it('on a pull request tells of itself without its text', async () => {
    const { comment } = await post();
    const id = comment?.commentId;

    expect(only('comment-on-pull-request/created')).toEqual({
      afterCommitId: change,
      beforeCommitId: base,
      callerUserArn: admin,
      commentId: id,
      event: 'commentOnPullRequestCreated',
      notificationBody: `A pull request event occurred in the following AWS CodeCommit repository: shop. The user: ${admin} made a comment or replied to a comment. The comment was made on the following Pull Request: 1. For more information, go to the AWS CodeCommit console ${pullRequestUrl}/activity#${id?.replace(':', '%3A')}?region=eu-west-1`,
      pullRequestId: '1',
      repositoryId: expect.any(String),
      repositoryName: 'shop',
    });
  });

  it('that replies says to what', async () => {
    const { comment } = await post();
    shop.news();
    await shop.admin.send(new PostCommentReplyCommand({ inReplyTo: comment?.commentId, content: 'Thanks' }));

    // The sample's caller has session tags, which the sandbox's have not.
    expect(only('comment-on-pull-request/reply-with-names', ['displayName', 'emailAddress'])).toMatchObject({
      inReplyTo: comment?.commentId,
    });
  });

  it('on commits tells when it is changed', async () => {
    const { comment } = await shop.admin.send(
      new PostCommentForComparedCommitCommand({
        repositoryName: 'shop',
        beforeCommitId: base,
        afterCommitId: change,
        content: 'Why?',
      }),
    );
    shop.news();
    await shop.admin.send(new UpdateCommentCommand({ commentId: comment?.commentId, content: 'Oh' }));

    expect(only('comment-on-commit/updated')).toMatchObject({
      notificationBody: `A comment event occurred in the following AWS CodeCommit repository: shop. The user: ${admin} updated a comment or replied to a comment. The comment was made on a comparison between the following commits: ${base} : ${change}. For more information, go to the AWS CodeCommit console https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/compare/${base}/.../${change}?region=eu-west-1`,
    });
  });

  it('tells of a reaction, and of another one in its place', async () => {
    const { comment } = await post();
    shop.news();
    const react = (reactionValue: string) =>
      shop.admin.send(new PutCommentReactionCommand({ commentId: comment?.commentId, reactionValue }));

    await react(':thumbsup:');
    expect(only('comment-reaction-change/created')).toMatchObject({
      reactionEmojis: ['👍'],
      reactionShortcodes: [':thumbsup:'],
      reactionUnicodes: ['U+1F44D'],
    });
    await react(':heart:');
    expect(shop.news().map(({ detail }) => detail['event'])).toEqual(['commentReactionUpdated']);
  });
});

describe('an approval rule template', () => {
  it('tells that it was created and associated', async () => {
    const approvalRuleTemplateName = 'two reviewers for main';
    await shop.admin.send(
      new CreateApprovalRuleTemplateCommand({
        approvalRuleTemplateName,
        approvalRuleTemplateContent:
          '{"Version":"2018-11-08","Statements":[{"Type":"Approvers","NumberOfApprovalsNeeded":2}]}',
      }),
    );
    const created = only('approval-rule-template-change/created');
    await shop.admin.send(
      new AssociateApprovalRuleTemplateWithRepositoryCommand({
        approvalRuleTemplateName,
        repositoryName: 'shop',
      }),
    );

    expect(created).toMatchObject({ repositories: {} });
    expect(only('approval-rule-template-change/associated')).toMatchObject({
      repositories: { shop: expect.any(String) },
    });
  });
});
