import {
  BatchGetRepositoriesCommand,
  CreateBranchCommand,
  CreateRepositoryCommand,
  DeleteBranchCommand,
  DeleteRepositoryCommand,
  GetBranchCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListRepositoriesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDefaultBranchCommand,
  UpdateRepositoryDescriptionCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import { aShop, type Shop } from './a-shop.ts';

const repositoryName = 'shop';
let shop: Shop;

beforeEach(async () => {
  shop = await aShop();
});

describe('repositories', () => {
  it('are shown with their ARN and where git reaches them', async () => {
    const { repositoryMetadata } = await shop.admin.send(new GetRepositoryCommand({ repositoryName }));

    expect(repositoryMetadata).toMatchObject({
      accountId: '111122223333',
      repositoryName: 'shop',
      Arn: 'arn:aws:codecommit:eu-west-1:111122223333:shop',
      cloneUrlHttp: 'http://127.0.0.1:4566/v1/repos/shop',
      creationDate: new Date('2026-03-02T09:25:10Z'),
    });
    expect(repositoryMetadata?.repositoryId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(repositoryMetadata).not.toHaveProperty('defaultBranch');
  });

  it.each([
    ['shop', 'RepositoryNameExistsException'],
    ['shop.git', 'InvalidRepositoryNameException'],
    ['no spaces', 'InvalidRepositoryNameException'],
    ['', 'RepositoryNameRequiredException'],
  ])('cannot be called %j: %s', async (name, code) => {
    await expect(
      shop.admin.send(new CreateRepositoryCommand({ repositoryName: name })),
    ).rejects.toMatchObject({ name: code });
  });

  it('are listed by name, and found by names with the missing ones apart', async () => {
    await shop.admin.send(new CreateRepositoryCommand({ repositoryName: 'api' }));

    const { repositories } = await shop.admin.send(new ListRepositoriesCommand({}));
    const found = await shop.admin.send(
      new BatchGetRepositoriesCommand({ repositoryNames: ['api', 'gone'] }),
    );

    expect(repositories?.map((one) => one.repositoryName)).toEqual(['api', 'shop']);
    expect(found.repositories?.map((one) => one.repositoryName)).toEqual(['api']);
    expect(found.repositoriesNotFound).toEqual(['gone']);
  });

  it('are gone with their pull requests when they are deleted', async () => {
    const first = await shop.commit('main', { a: 'one\n' });
    await shop.branch('feature', first);
    await shop.pullRequest('feature');

    await shop.admin.send(new DeleteRepositoryCommand({ repositoryName }));

    await expect(shop.admin.send(new GetRepositoryCommand({ repositoryName }))).rejects.toMatchObject({
      name: 'RepositoryDoesNotExistException',
      message: 'shop does not exist',
    });
    await shop.admin.send(new CreateRepositoryCommand({ repositoryName }));
    const { branches } = await shop.admin.send(new ListBranchesCommand({ repositoryName }));
    expect(branches).toEqual([]);
  });

  it('keep a description and tags', async () => {
    const resourceArn = 'arn:aws:codecommit:eu-west-1:111122223333:shop';
    await shop.admin.send(
      new UpdateRepositoryDescriptionCommand({ repositoryName, repositoryDescription: 'The shop' }),
    );
    await shop.admin.send(new TagResourceCommand({ resourceArn, tags: { team: 'sales', tier: '1' } }));
    await shop.admin.send(new UntagResourceCommand({ resourceArn, tagKeys: ['tier'] }));

    const shown = await shop.admin.send(new GetRepositoryCommand({ repositoryName }));
    const { tags } = await shop.admin.send(new ListTagsForResourceCommand({ resourceArn }));

    expect(shown.repositoryMetadata?.repositoryDescription).toBe('The shop');
    expect(tags).toEqual({ team: 'sales' });
  });
});

describe('branches', () => {
  it('make the first one the default one, which cannot be deleted', async () => {
    const tip = await shop.commit('main', { a: 'one\n' });
    await shop.branch('other', tip);

    const shown = await shop.admin.send(new GetRepositoryCommand({ repositoryName }));
    expect(shown.repositoryMetadata?.defaultBranch).toBe('main');
    await expect(
      shop.admin.send(new DeleteBranchCommand({ repositoryName, branchName: 'main' })),
    ).rejects.toMatchObject({ name: 'DefaultBranchCannotBeDeletedException' });

    await shop.admin.send(new UpdateDefaultBranchCommand({ repositoryName, defaultBranchName: 'other' }));
    const deleted = await shop.admin.send(new DeleteBranchCommand({ repositoryName, branchName: 'main' }));
    expect(deleted.deletedBranch).toEqual({ branchName: 'main', commitId: tip });
    const { branches } = await shop.admin.send(new ListBranchesCommand({ repositoryName }));
    expect(branches).toEqual(['other']);
  });

  it('that do not exist are told by name', async () => {
    await expect(
      shop.admin.send(new GetBranchCommand({ repositoryName, branchName: 'nope' })),
    ).rejects.toMatchObject({ name: 'BranchDoesNotExistException', message: 'Branch nope does not exist' });
  });

  it.each([
    ['main', 'BranchNameExistsException'],
    ['a..b', 'InvalidBranchNameException'],
    ['-a', 'InvalidBranchNameException'],
    ['a b', 'InvalidBranchNameException'],
    ['x'.repeat(257), 'InvalidBranchNameException'],
  ])('cannot be created as %j', async (branchName, code) => {
    const commitId = await shop.commit('main', { a: 'one\n' });

    await expect(
      shop.admin.send(new CreateBranchCommand({ repositoryName, branchName, commitId })),
    ).rejects.toMatchObject({ name: code });
  });
});
