import {
  BatchGetCommitsCommand,
  BatchGetRepositoriesCommand,
  CreateBranchCommand,
  CreateRepositoryCommand,
  DeleteBranchCommand,
  DeleteFileCommand,
  DeleteRepositoryCommand,
  GetBlobCommand,
  GetBranchCommand,
  GetCommitCommand,
  GetDifferencesCommand,
  GetFileCommand,
  GetFolderCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListRepositoriesCommand,
  ListTagsForResourceCommand,
  PutFileCommand,
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

describe('commits', () => {
  it('hold their files, author, parents and time', async () => {
    const first = await shop.commit('main', { 'src/a.txt': 'one\n' });
    shop.pass(60);
    const put = await shop.admin.send(
      new PutFileCommand({
        repositoryName,
        branchName: 'main',
        filePath: 'src/a.txt',
        fileContent: Buffer.from('two\n'),
        parentCommitId: first,
        name: 'Ann',
        email: 'ann@example.com',
        commitMessage: 'Change a',
      }),
    );

    const { commit } = await shop.admin.send(
      new GetCommitCommand({ repositoryName, commitId: put.commitId }),
    );

    expect(commit).toMatchObject({
      commitId: put.commitId,
      treeId: put.treeId,
      parents: [first],
      message: 'Change a',
      author: { name: 'Ann', email: 'ann@example.com', date: '1772443570 +0000' },
    });
    // What `printf 'two\n' | git hash-object --stdin` prints.
    expect(put.blobId).toBe('f719efd430d52bcfc8566a43b2eb655688d38871');
  });

  it('are refused on any parent but the tip', async () => {
    const first = await shop.commit('main', { a: 'one\n' });
    await shop.commit('main', { a: 'two\n' }, first);

    await expect(shop.commit('main', { a: 'three\n' }, first)).rejects.toMatchObject({
      name: 'ParentCommitIdOutdatedException',
    });
    await expect(shop.commit('main', { a: 'three\n' })).rejects.toMatchObject({
      name: 'ParentCommitIdRequiredException',
    });
    await expect(shop.commit('other', { a: 'three\n' }, first)).rejects.toMatchObject({
      name: 'BranchDoesNotExistException',
    });
  });

  it('that change nothing are refused', async () => {
    const first = await shop.commit('main', { a: 'one\n' });

    await expect(shop.commit('main', { a: 'one\n' }, first)).rejects.toMatchObject({
      name: 'NoChangeException',
    });
    await expect(
      shop.admin.send(
        new PutFileCommand({
          repositoryName,
          branchName: 'main',
          filePath: 'a',
          fileContent: Buffer.from('one\n'),
          parentCommitId: first,
        }),
      ),
    ).rejects.toMatchObject({ name: 'SameFileContentException' });
  });

  it('cannot hold a name as a file and as a folder', async () => {
    const first = await shop.commit('main', { a: 'one\n' });

    await expect(shop.commit('main', { 'a/b': 'two\n' }, first)).rejects.toMatchObject({
      name: 'FileNameConflictsWithDirectoryNameException',
    });
  });

  it('can delete a file and keep its folder', async () => {
    const first = await shop.commit('main', { 'docs/a': 'one\n', b: 'b\n' });

    const deleted = await shop.admin.send(
      new DeleteFileCommand({
        repositoryName,
        branchName: 'main',
        filePath: 'docs/a',
        parentCommitId: first,
        keepEmptyFolders: true,
      }),
    );

    const folder = await shop.admin.send(new GetFolderCommand({ repositoryName, folderPath: 'docs' }));
    expect(folder.files?.map((file) => file.absolutePath)).toEqual(['docs/.gitkeep']);
    expect(deleted.filePath).toBe('docs/a');
    await expect(
      shop.admin.send(
        new DeleteFileCommand({
          repositoryName,
          branchName: 'main',
          filePath: 'docs/a',
          parentCommitId: deleted.commitId,
        }),
      ),
    ).rejects.toMatchObject({ name: 'FileDoesNotExistException' });
  });

  it('are got in a batch, with an error for each that does not exist', async () => {
    const first = await shop.commit('main', { a: 'one\n' });

    const got = await shop.admin.send(
      new BatchGetCommitsCommand({ repositoryName, commitIds: [first, 'f'.repeat(40)] }),
    );

    expect(got.commits?.map((commit) => commit.commitId)).toEqual([first]);
    expect(got.errors).toMatchObject([
      { commitId: 'f'.repeat(40), errorCode: 'CommitIdDoesNotExistException' },
    ]);
  });
});

describe('files', () => {
  it('are read from the default branch, a branch or a commit', async () => {
    const first = await shop.commit('main', { a: 'one\n' });
    await shop.branch('old', first);
    await shop.commit('main', { a: 'two\n' }, first);

    const text = async (commitSpecifier?: string) => {
      const file = await shop.admin.send(
        new GetFileCommand({ repositoryName, filePath: 'a', commitSpecifier }),
      );
      return Buffer.from(file.fileContent ?? []).toString();
    };

    expect(await text()).toBe('two\n');
    expect(await text('refs/heads/main')).toBe('two\n');
    expect(await text('old')).toBe('one\n');
    expect(await text(first)).toBe('one\n');
    await expect(text('f'.repeat(40))).rejects.toMatchObject({ name: 'CommitDoesNotExistException' });
  });

  it('are read by their blob', async () => {
    await shop.commit('main', { a: 'hello\n' });

    const blob = await shop.admin.send(
      new GetBlobCommand({ repositoryName, blobId: 'ce013625030ba8dba906f756967f9e9ca394464a' }),
    );

    expect(Buffer.from(blob.content ?? []).toString()).toBe('hello\n');
  });

  it('are listed by folder, not deeper', async () => {
    await shop.commit('main', { 'a/b/c': '1\n', 'a/d': '2\n', e: '3\n' });

    const top = await shop.admin.send(new GetFolderCommand({ repositoryName, folderPath: '/' }));
    const inner = await shop.admin.send(new GetFolderCommand({ repositoryName, folderPath: 'a' }));

    expect(top.subFolders?.map((one) => one.absolutePath)).toEqual(['a']);
    expect(top.files?.map((one) => one.absolutePath)).toEqual(['e']);
    expect(inner.subFolders?.map((one) => [one.absolutePath, one.relativePath])).toEqual([['a/b', 'b']]);
    expect(inner.files?.map((one) => [one.absolutePath, one.fileMode])).toEqual([['a/d', 'NORMAL']]);
    await expect(
      shop.admin.send(new GetFolderCommand({ repositoryName, folderPath: 'nope' })),
    ).rejects.toMatchObject({ name: 'FolderDoesNotExistException' });
  });

  it('are compared page by page, with the capitalised paging of GetDifferences', async () => {
    const first = await shop.commit('main', { 'a/x': '1\n', b: '1\n', c: '1\n' });
    const second = await shop.commit('main', { 'a/x': '2\n', b: undefined, d: '1\n' }, first);
    const compare = (more: object) =>
      shop.admin.send(
        new GetDifferencesCommand({
          repositoryName,
          beforeCommitSpecifier: first,
          afterCommitSpecifier: second,
          ...more,
        }),
      );

    const page = await compare({ MaxResults: 2 });
    const rest = await compare({ MaxResults: 2, NextToken: page.NextToken });
    const inside = await compare({ beforePath: 'a', afterPath: 'a' });

    const paths = (differences: typeof page.differences) =>
      differences?.map((one) => `${one.changeType} ${(one.afterBlob ?? one.beforeBlob)?.path}`);
    expect(paths(page.differences)).toEqual(['M a/x', 'D b']);
    expect(paths(rest.differences)).toEqual(['A d']);
    expect(rest.NextToken).toBeUndefined();
    expect(paths(inside.differences)).toEqual(['M a/x']);
    await expect(compare({ NextToken: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidContinuationTokenException',
    });
    await expect(compare({ MaxResults: 0 })).rejects.toMatchObject({ name: 'InvalidMaxResultsException' });
  });
});
