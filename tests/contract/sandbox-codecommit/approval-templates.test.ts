import {
  AssociateApprovalRuleTemplateWithRepositoryCommand,
  BatchAssociateApprovalRuleTemplateWithRepositoriesCommand,
  BatchDisassociateApprovalRuleTemplateFromRepositoriesCommand,
  CreateApprovalRuleTemplateCommand,
  DeleteApprovalRuleTemplateCommand,
  DeletePullRequestApprovalRuleCommand,
  ListAssociatedApprovalRuleTemplatesForRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import { isMember } from '../../../sandbox/services/codecommit/approvals/approval-rules.ts';
import type { Shop } from './a-shop.ts';
import { aShopWithAChange } from './a-shop-with-a-change.ts';

let shop: Shop;

beforeEach(async () => {
  ({ shop } = await aShopWithAChange());
});

describe('templates', () => {
  const approvalRuleTemplateName = 'two reviewers';
  const create = (destinations: string[]) =>
    shop.admin.send(
      new CreateApprovalRuleTemplateCommand({
        approvalRuleTemplateName,
        approvalRuleTemplateContent: `{"Version":"2018-11-08","DestinationReferences":${JSON.stringify(destinations)},"Statements":[{"Type":"Approvers","NumberOfApprovalsNeeded":2}]}`,
      }),
    );
  const associate = () =>
    shop.admin.send(
      new AssociateApprovalRuleTemplateWithRepositoryCommand({
        approvalRuleTemplateName,
        repositoryName: 'shop',
      }),
    );

  it('give their rule to new pull requests into their branches, which cannot change it', async () => {
    const { approvalRuleTemplate } = await create(['refs/heads/main']);
    await associate();

    const opened = await shop.pullRequest('feature');
    const other = await shop.pullRequest('main', 'feature');

    expect(opened.approvalRules).toMatchObject([
      {
        approvalRuleName: 'two reviewers',
        originApprovalRuleTemplate: {
          approvalRuleTemplateId: approvalRuleTemplate?.approvalRuleTemplateId,
          approvalRuleTemplateName: 'two reviewers',
        },
      },
    ]);
    expect(other.approvalRules).toEqual([]);
    await expect(
      shop.admin.send(
        new DeletePullRequestApprovalRuleCommand({
          pullRequestId: opened.pullRequestId,
          approvalRuleName: 'two reviewers',
        }),
      ),
    ).rejects.toMatchObject({ name: 'CannotDeleteApprovalRuleFromTemplateException' });
  });

  it('are deleted only when no repository uses them', async () => {
    await create(['refs/heads/main']);
    await associate();
    const remove = () => shop.admin.send(new DeleteApprovalRuleTemplateCommand({ approvalRuleTemplateName }));

    await expect(remove()).rejects.toMatchObject({ name: 'ApprovalRuleTemplateInUseException' });
    await shop.admin.send(
      new BatchDisassociateApprovalRuleTemplateFromRepositoriesCommand({
        approvalRuleTemplateName,
        repositoryNames: ['shop'],
      }),
    );
    expect((await remove()).approvalRuleTemplateId).toBeDefined();
  });

  it('are associated in a batch, with an error for each repository that does not exist', async () => {
    await create(['refs/heads/main']);

    const result = await shop.admin.send(
      new BatchAssociateApprovalRuleTemplateWithRepositoriesCommand({
        approvalRuleTemplateName,
        repositoryNames: ['shop', 'gone'],
      }),
    );

    expect(result.associatedRepositoryNames).toEqual(['shop']);
    expect(result.errors).toMatchObject([
      { repositoryName: 'gone', errorCode: 'RepositoryDoesNotExistException' },
    ]);
    const listed = await shop.admin.send(
      new ListAssociatedApprovalRuleTemplatesForRepositoryCommand({ repositoryName: 'shop' }),
    );
    expect(listed.approvalRuleTemplateNames).toEqual(['two reviewers']);
  });
});

describe('members of an approval pool', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/Reviewers/alice';
  const user = 'arn:aws:iam::111122223333:user/alice';

  it.each([
    ['CodeCommitApprovers:111122223333:alice', user, true],
    ['CodeCommitApprovers:111122223333:alice', 'arn:aws:sts::111122223333:federated-user/alice', true],
    ['CodeCommitApprovers:111122223333:alice', session, false],
    ['CodeCommitApprovers:111122223333:*alice', session, true],
    ['CodeCommitApprovers:111122223333:Reviewers/alice', session, true],
    ['CodeCommitApprovers:999999999999:alice', user, false],
    ['arn:aws:sts::111122223333:assumed-role/Reviewers/*', session, true],
    ['arn:aws:sts::111122223333:assumed-role/Others/*', session, false],
    [user, user, true],
    ['arn:aws:iam::111122223333:user/a.ice', user, false],
  ])('%s covers %s: %s', (member, approver, covers) => {
    expect(isMember(member, approver)).toBe(covers);
  });
});
