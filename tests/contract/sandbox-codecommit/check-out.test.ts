import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOut, resolveVersion } from '../../../sandbox/services/codecommit/commits/check-out.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitOnDisk } from '../../../sandbox/services/codecommit/objects/git-on-disk.ts';
import { aShop, type Shop } from './a-shop.ts';

let folder: string;
let shop: Shop;
let first: string;
let second: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-check-out-'));
  shop = await aShop();
  gitBackend.provide(shop.world, gitOnDisk(folder));
  await gitBackend.of(shop.world).create({ account: '111122223333', region: 'eu-west-1', name: 'shop' });
  first = await shop.commit('main', { 'src/a': 'one\n' });
  await shop.branch('feature/limits', first);
  second = await shop.commit('feature/limits', { 'src/a': 'two\n' }, first);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a version', () => {
  it.each([
    ['nothing', undefined, () => first],
    ['a branch', 'feature/limits', () => second],
    ['a full reference', 'refs/heads/feature/limits', () => second],
  ])('is named by %s', async (_what, version, expected) => {
    expect(await resolveVersion(shop.scope, { repository: 'shop', version })).toBe(expected());
  });

  it('is named by a commit, alone or after its branch', async () => {
    expect(await resolveVersion(shop.scope, { repository: 'shop', version: first })).toBe(first);
    expect(
      await resolveVersion(shop.scope, {
        repository: 'shop',
        version: `refs/heads/feature/limits^{${first}}`,
      }),
    ).toBe(first);
  });

  it('that does not exist is told, as is a repository without any', async () => {
    await shop.admin.send(new CreateRepositoryCommand({ repositoryName: 'empty' }));

    await expect(resolveVersion(shop.scope, { repository: 'shop', version: 'nope' })).rejects.toMatchObject({
      code: 'CommitDoesNotExistException',
    });
    await expect(resolveVersion(shop.scope, { repository: 'empty' })).rejects.toMatchObject({
      code: 'CommitDoesNotExistException',
    });
    await expect(resolveVersion(shop.scope, { repository: 'gone' })).rejects.toMatchObject({
      code: 'RepositoryDoesNotExistException',
    });
  });
});

describe('a checkout', () => {
  it('is a git clone of the version with the history that was asked for', async () => {
    const target = join(folder, 'build', 'src');

    const commitId = await checkOut(shop.scope, {
      repository: 'shop',
      version: 'feature/limits',
      folder: target,
      depth: 1,
    });

    const git = (...args: string[]) => execFileSync('git', args, { cwd: target, encoding: 'utf8' }).trim();
    expect(commitId).toBe(second);
    expect(await readFile(join(target, 'src/a'), 'utf8')).toBe('two\n');
    expect(git('rev-parse', 'HEAD')).toBe(second);
    expect(git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(git('remote', 'get-url', 'origin')).toBe('http://127.0.0.1:4566/v1/repos/shop');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('has all history without a depth', async () => {
    const target = join(folder, 'full');

    await checkOut(shop.scope, { repository: 'shop', version: second, folder: target });

    expect(
      execFileSync('git', ['rev-list', '--count', 'HEAD'], { cwd: target, encoding: 'utf8' }).trim(),
    ).toBe('2');
  });
});
