import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { basicAuthorization } from '../../../shared/git/remotes/basic-authorization.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import { type GitServer, startGitServer } from '../../support/git/git-server.ts';
import { gitEnvironment } from '../../support/git/run-git.ts';
import { root } from '../../support/source-files.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

/** Runs the command as npm does, but for the installing. */
function replicate(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'scripts/replicate.ts'), ...args], {
      cwd: pair.servers.folder,
      env: { ...gitEnvironment, ...environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const addresses = () =>
  [pair.source.repository, pair.replica.repository].map(({ path }) => pair.servers.git.url(nameOf(path)));
const nameOf = (path: string): string => path.split('/').at(-1) ?? '';

describe('npm run replicate', () => {
  it('makes one repository what the other is, and prints what it did', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.source.repository.git(['tag', 'v1', one]);
    const [source = '', replica = ''] = addresses();

    const { code, stdout, stderr } = await replicate([source, replica]);

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      `${source} → ${replica}`,
      `  created      refs/heads/main                  ${two.slice(0, 12)}`,
      `  created      refs/tags/v1                     ${one.slice(0, 12)}`,
    ]);
    expect(stdout).toMatch(
      /\nThe replica is what its source is \(digest [0-9a-f]{12}\)\. 4 requests, \d+ bytes read, \d+ bytes written\.\n$/,
    );
    expect(await stateOf(pair.replica.repository)).toEqual(await stateOf(pair.source.repository));
  });

  it('only says what it would do with --dry-run', async () => {
    await pair.source.repository.commits(main, ['one']);

    const { code, stdout } = await replicate([...addresses(), '--dry-run']);

    expect(code).toBe(0);
    expect(stdout).toContain('  would create refs/heads/main');
    expect(stdout).toContain('Nothing was written.');
    expect((await stateOf(pair.replica.repository)).refs).toEqual([]);
  });

  it('deletes what the source lacks, and with --keep does not', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    await pair.source.repository.git(['tag', 'v1', one]);
    await replicate(addresses());
    await pair.source.repository.git(['tag', '-d', 'v1']);

    const kept = await replicate([...addresses(), '--keep']);
    const deleted = await replicate(addresses());

    expect([kept.code, deleted.code]).toEqual([0, 0]);
    expect(kept.stdout).toContain('  kept         refs/tags/v1');
    expect(deleted.stdout).toContain('  deleted      refs/tags/v1');
  });

  it('ends with 1, and prints JSON, when something was kept that a person should look at', async () => {
    await pair.source.repository.commits(main, ['one']);
    await replicate(addresses());
    await pair.source.repository.git(['update-ref', '-d', main]);

    const { code, stdout } = await replicate([...addresses(), '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      inSync: false,
      results: [],
      kept: [{ ref: main, rule: 'source-empty', alarm: true }],
    });
  });

  it('takes user name and password from an address, and prints neither', async () => {
    await pair.source.repository.commits(main, ['one']);
    const guarded: GitServer = await startGitServer(pair.servers.folder, {
      authorization: basicAuthorization('ann', 'pass:word@1'),
    });
    const withUser = (address: string, user: string) => address.replace('://', `://${user}@`);
    const source = guarded.url(nameOf(pair.source.repository.path));
    const [, replica = ''] = addresses();

    const right = await replicate([withUser(source, 'ann:pass%3Aword%401'), replica]);
    const wrong = await replicate([withUser(source, 'ann:other-secret'), replica]);
    await guarded.close();

    expect(right.code).toBe(0);
    expect(right.stdout).not.toMatch(/ann|pass/);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('answered with HTTP 401: it wants other credentials');
    expect(wrong.stderr).not.toMatch(/ann|secret/);
  });

  it('signs for CodeCommit with the keys of the environment', async () => {
    const { source, replica } = await pair.servers.pair({ source: 'CodeCommit', replica: 'CodeCommit' });
    await source.repository.commits(main, ['one']);
    const endpoint = source.remote.url.replace(/\/v1\/repos\/.*/, '');
    const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_ENDPOINT_URL: endpoint };
    const codeCommit = (url: string, region: string) => `codecommit::${region}://${nameOf(url)}`;
    const args = [codeCommit(source.remote.url, 'us-east-1'), codeCommit(replica.remote.url, 'eu-west-2')];

    const done = await replicate(args, keys);
    const without = await replicate(args);

    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(await stateOf(replica.repository)).toEqual(await stateOf(source.repository));
    expect(without.code).toBe(1);
    expect(without.stderr).toContain(
      'There are no AWS keys for git-codecommit.us-east-1.amazonaws.com in the environment',
    );
  });

  it.each([
    ['one address', ['https://git.example.com/shop'], 'Usage: npm run replicate'],
    ['an unknown option', ['a', 'b', '--force'], 'Usage: npm run replicate'],
    [
      'an address over SSH',
      ['ssh://ann:hunter2@git.example.com/shop', 'https://x.example.com/y'],
      'cannot be replicated',
    ],
  ])('ends with 1 and a sentence for %s', async (...[, args, sentence]) => {
    const { code, stderr } = await replicate(args);

    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('hunter2');
  });
});
