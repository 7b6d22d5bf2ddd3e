import {
  type CodeCommitClient,
  CreatePullRequestApprovalRuleCommand,
  DeletePullRequestApprovalRuleCommand,
  EvaluatePullRequestApprovalRulesCommand,
  GetPullRequestApprovalStatesCommand,
  GetPullRequestOverrideStateCommand,
  MergePullRequestByFastForwardCommand,
  OverridePullRequestApprovalRulesCommand,
  UpdatePullRequestApprovalRuleContentCommand,
  UpdatePullRequestApprovalStateCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Shop } from './a-shop.ts';
import { aShopWithAChange } from './a-shop-with-a-change.ts';

let shop: Shop;
let change: string;
let pullRequestId: string | undefined;
let revisionId: string | undefined;

const content = (needed: number, pool?: string[]) =>
  JSON.stringify({
    Version: '2018-11-08',
    Statements: [
      {
        Type: 'Approvers',
        NumberOfApprovalsNeeded: needed,
        ...(pool === undefined ? {} : { ApprovalPoolMembers: pool }),
      },
    ],
  });

beforeEach(async () => {
  ({ shop, change } = await aShopWithAChange());
  ({ pullRequestId, revisionId } = await shop.pullRequest('feature'));
});

const addRule = (approvalRuleName: string, approvalRuleContent: string) =>
  shop.admin.send(
    new CreatePullRequestApprovalRuleCommand({ pullRequestId, approvalRuleName, approvalRuleContent }),
  );
const approve = (client: CodeCommitClient, approvalState: 'APPROVE' | 'REVOKE' = 'APPROVE') =>
  client.send(new UpdatePullRequestApprovalStateCommand({ pullRequestId, revisionId, approvalState }));
const evaluate = async () =>
  (await shop.admin.send(new EvaluatePullRequestApprovalRulesCommand({ pullRequestId, revisionId })))
    .evaluation;

describe('approving', () => {
  it('counts the members of the pool only', async () => {
    await addRule('reviewers', content(1, ['arn:aws:sts::111122223333:assumed-role/Reviewer/*']));
    await addRule('two', content(2));

    await approve(shop.session('bob'));
    const one = await evaluate();
    await approve(shop.session('carol', 'Reviewer'));
    const both = await evaluate();

    expect(one).toEqual({
      approved: false,
      overridden: false,
      approvalRulesSatisfied: [],
      approvalRulesNotSatisfied: ['reviewers', 'two'],
    });
    expect(both).toMatchObject({ approved: true, approvalRulesSatisfied: ['reviewers', 'two'] });
    await shop.admin.send(
      new MergePullRequestByFastForwardCommand({ pullRequestId, repositoryName: 'shop' }),
    );
  });

  it('can be taken back', async () => {
    await addRule('one', content(1));
    const bob = shop.session('bob');
    await approve(bob);
    await approve(bob, 'REVOKE');

    const { approvals } = await shop.admin.send(
      new GetPullRequestApprovalStatesCommand({ pullRequestId, revisionId }),
    );

    expect(approvals).toEqual([
      { userArn: 'arn:aws:sts::111122223333:assumed-role/Developer/bob', approvalState: 'REVOKE' },
    ]);
    expect(await evaluate()).toMatchObject({ approved: false });
  });

  it('is not for the author', async () => {
    await expect(approve(shop.admin)).rejects.toMatchObject({
      name: 'PullRequestCannotBeApprovedByAuthorException',
    });
  });

  it('is for the current revision, and lost with the next push', async () => {
    await addRule('one', content(1));
    await approve(shop.session('bob'));
    await shop.commit('feature', { a: 'three\n' }, change);

    await expect(approve(shop.session('bob'))).rejects.toMatchObject({ name: 'RevisionNotCurrentException' });
    await expect(evaluate()).rejects.toMatchObject({ name: 'RevisionNotCurrentException' });
    await expect(
      shop.admin.send(new MergePullRequestByFastForwardCommand({ pullRequestId, repositoryName: 'shop' })),
    ).rejects.toMatchObject({ name: 'PullRequestApprovalRulesNotSatisfiedException' });
  });
});

describe('an override', () => {
  it('sets all rules aside until it is revoked', async () => {
    await addRule('one', content(1));
    const override = (overrideStatus: 'OVERRIDE' | 'REVOKE') =>
      shop.admin.send(
        new OverridePullRequestApprovalRulesCommand({ pullRequestId, revisionId, overrideStatus }),
      );
    await override('OVERRIDE');

    const state = await shop.admin.send(
      new GetPullRequestOverrideStateCommand({ pullRequestId, revisionId }),
    );

    expect(state).toMatchObject({ overridden: true, overrider: 'arn:aws:iam::111122223333:user/admin' });
    expect(await evaluate()).toMatchObject({ approved: true, overridden: true });
    await expect(override('OVERRIDE')).rejects.toMatchObject({ name: 'OverrideAlreadySetException' });
    await override('REVOKE');
    expect(await evaluate()).toMatchObject({ approved: false, overridden: false });
  });
});

describe('a rule', () => {
  it('is changed on condition of the content that was seen', async () => {
    const { approvalRule } = await addRule('one', content(1));
    const update = (existingRuleContentSha256: string | undefined) =>
      shop.admin.send(
        new UpdatePullRequestApprovalRuleContentCommand({
          pullRequestId,
          approvalRuleName: 'one',
          newRuleContent: content(2),
          existingRuleContentSha256,
        }),
      );

    const updated = await update(approvalRule?.ruleContentSha256);

    expect(updated.approvalRule?.approvalRuleContent).toBe(content(2));
    await expect(update(approvalRule?.ruleContentSha256)).rejects.toMatchObject({
      name: 'InvalidRuleContentSha256Exception',
    });
  });

  it('is there once by name, and gone when deleted', async () => {
    const { approvalRule } = await addRule('one', content(1));
    await expect(addRule('one', content(1))).rejects.toMatchObject({
      name: 'ApprovalRuleNameAlreadyExistsException',
    });

    const deleted = await shop.admin.send(
      new DeletePullRequestApprovalRuleCommand({ pullRequestId, approvalRuleName: 'one' }),
    );

    expect(deleted.approvalRuleId).toBe(approvalRule?.approvalRuleId);
    expect(await evaluate()).toMatchObject({ approved: true, approvalRulesNotSatisfied: [] });
  });

  it.each([
    ['no JSON'],
    ['{"Version":"2012-10-17","Statements":[]}'],
    ['{"Version":"2018-11-08","Statements":[{"Type":"Approvers","NumberOfApprovalsNeeded":0}]}'],
    [
      '{"Version":"2018-11-08","DestinationReferences":["refs/heads/main"],"Statements":[{"Type":"Approvers","NumberOfApprovalsNeeded":1}]}',
    ],
  ])('cannot say %s', async (wrong) => {
    await expect(addRule('x', wrong)).rejects.toMatchObject({ name: 'InvalidApprovalRuleContentException' });
  });
});
