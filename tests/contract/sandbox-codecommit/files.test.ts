import {
  BatchGetCommitsCommand,
  DeleteFileCommand,
  GetBlobCommand,
  GetCommitCommand,
  GetDifferencesCommand,
  GetFileCommand,
  GetFolderCommand,
  PutFileCommand,
} from '@aws-sdk/client-codecommit';
import { beforeEach, describe, expect, it } from 'vitest';
import { aShop, type Shop } from './a-shop.ts';

const repositoryName = 'shop';
let shop: Shop;

beforeEach(async () => {
  shop = await aShop();
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
