import {
  AssociateApprovalRuleTemplateWithRepositoryCommand,
  CreateApprovalRuleTemplateCommand,
  CreateUnreferencedMergeCommitCommand,
  PostCommentForComparedCommitCommand,
  PostCommentForPullRequestCommand,
  PostCommentReplyCommand,
  PutCommentReactionCommand,
  UpdateCommentCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from './a-shop.ts';
import { aShopWithAChange } from './a-shop-with-a-change.ts';
import { admin, only, pullRequestUrl } from './event-samples.ts';

let shop: Shop;
let base: string;
let change: string;

beforeEach(async () => {
  ({ shop, base, change } = await aShopWithAChange());
  shop.news();
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

    expect(only(shop, 'repository-state-change/unreferenced-merge-commit')).toMatchObject({ commitId });
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

    expect(only(shop, 'comment-on-pull-request/created')).toEqual({
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
    expect(
      only(shop, 'comment-on-pull-request/reply-with-names', ['displayName', 'emailAddress']),
    ).toMatchObject({
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

    expect(only(shop, 'comment-on-commit/updated')).toMatchObject({
      notificationBody: `A comment event occurred in the following AWS CodeCommit repository: shop. The user: ${admin} updated a comment or replied to a comment. The comment was made on a comparison between the following commits: ${base} : ${change}. For more information, go to the AWS CodeCommit console https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/compare/${base}/.../${change}?region=eu-west-1`,
    });
  });

  it('tells of a reaction, and of another one in its place', async () => {
    const { comment } = await post();
    shop.news();
    const react = (reactionValue: string) =>
      shop.admin.send(new PutCommentReactionCommand({ commentId: comment?.commentId, reactionValue }));

    await react(':thumbsup:');
    expect(only(shop, 'comment-reaction-change/created')).toMatchObject({
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
    const created = only(shop, 'approval-rule-template-change/created');
    await shop.admin.send(
      new AssociateApprovalRuleTemplateWithRepositoryCommand({
        approvalRuleTemplateName,
        repositoryName: 'shop',
      }),
    );

    expect(created).toMatchObject({ repositories: {} });
    expect(only(shop, 'approval-rule-template-change/associated')).toMatchObject({
      repositories: { shop: expect.any(String) },
    });
  });
});
