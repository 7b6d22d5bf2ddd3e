import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeCommitClient, CreateRepositoryCommand, GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { type BareRepository, bareRepository, stateOf } from '../../support/git/bare-repository.ts';
import { type GitServer, startGitServer } from '../../support/git/git-server.ts';
import { git } from '../../support/git/run-git.ts';
import { type RanScript, runScript } from '../../support/run-script.ts';

let folder: string;
let server: GitServer;
let sandbox: Sandbox;
let client: CodeCommitClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-migration-'));
  [server, sandbox] = await Promise.all([startGitServer(folder), aSandbox()]);
  client = new CodeCommitClient({
    region: 'us-east-1',
    endpoint: sandbox.world.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('npm run migrate', () => {
  it('mirrors branches, tags of both kinds and a default branch that is not main, and tells what stays behind', async () => {
    const source = await sourceOf('shop');
    const [first = ''] = await source.commits('refs/heads/trunk', ['one', 'two']);
    await source.git(['symbolic-ref', 'HEAD', 'refs/heads/trunk']);
    await source.commits('refs/heads/feature/a', ['a'], { from: first, file: '.gitattributes' });
    await source.git(['tag', '-a', '-m', 'The first', 'v1', first]);
    await source.git(['tag', 'light', first]);
    await source.git(['update-ref', 'refs/pull/7/head', first]);

    const { code, stdout, stderr } = await migrate([
      server.url('shop'),
      'shop',
      '--description',
      'From the old server',
    ]);

    const digest = /digest (\w{12})/.exec(stdout)?.[1];
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^Migrated  ${server.url('shop')} → shop in us-east-1
  2 branches and 2 tags, default branch trunk, in a repository that was made; digest ${digest} on both sides \\(\\d+ requests, 1\\.\\d kB\\)\\.
  Pull requests, issues, settings, webhooks and permissions are not part of git and stay where they are\\.
  1 other ref \\(pull requests, notes and the like\\) was left: only branches and tags are migrated\\.
$`,
      ),
    );
    expect(stderr).toContain('shop  ████████████████████████  4 of 4 refs');
    await source.git(['update-ref', '-d', 'refs/pull/7/head']);
    expect(await stateOf(await migrated('shop'))).toEqual(await stateOf(source));
    const { repositoryMetadata } = await client.send(new GetRepositoryCommand({ repositoryName: 'shop' }));
    expect(repositoryMetadata).toMatchObject({
      defaultBranch: 'trunk',
      repositoryDescription: 'From the old server',
    });
  });

  it('goes on where it was killed', async () => {
    const source = await sourceOf('large');
    const texts = Array.from({ length: 60 }, (_, index) => `change ${index}`);
    const commits = await source.commits('refs/heads/main', texts);
    await source.git(
      ['update-ref', '--stdin'],
      commits.map((oid, index) => `create refs/heads/branch-${index} ${oid}\n`).join(''),
    );
    // 61 refs go in three pushes; the second one has its objects asked for, and then the power fails.
    const killed = new AbortController();
    let fetches = 0;
    const powerCut = async (): Promise<void> => {
      fetches += 1;
      if (fetches === 2) killed.abort();
    };
    server.faults.push({ on: /^POST \/git-upload-pack/, before: powerCut });

    const cut = await migrate([server.url('large'), 'large'], killed.signal);
    const half = (await (await migrated('large')).git(['for-each-ref'])).split('\n').length;
    const again = await migrate([server.url('large'), 'large']);

    expect(cut.code).toBe(-1);
    expect(half).toBe(25);
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('in a repository that was there; digest'),
    });
    expect(await stateOf(await migrated('large'))).toEqual(await stateOf(source));
  });

  it('goes through a list, tells the bad ones, and goes on with the others', async () => {
    await (await sourceOf('good')).commits('refs/heads/main', ['good']);
    await (await sourceOf('other')).commits('refs/heads/main', ['other']);
    await client.send(new CreateRepositoryCommand({ repositoryName: 'taken' }));
    await (await migrated('taken')).commits('refs/heads/mine', ['mine']);
    const list = join(folder, 'list.txt');
    await writeFile(
      list,
      `# what moves\n${server.url('nowhere')} missing\n${server.url('good')} good\n${server.url('good')} bad/name\n${server.url('good')} taken\n\nhttp://127.0.0.1:9/x unreachable\n${server.url('other')} other\n`,
    );

    const { code, stdout } = await migrate(['--list', list, '--json']);

    const results = JSON.parse(stdout) as { repository: string; status: string; problem?: string }[];
    expect(code).toBe(1);
    expect(results.map(({ repository, status }) => `${repository} ${status}`)).toEqual([
      'missing failed',
      'good migrated',
      'bad/name failed',
      'taken failed',
      'unreachable failed',
      'other migrated',
    ]);
    expect(results.map(({ problem }) => problem ?? '').filter((problem) => problem !== '')).toEqual([
      `${server.url('nowhere')} answered with HTTP 404: there is no such repository, or these credentials may not see it.`,
      'CodeCommit takes no repository named "bad/name": a CodeCommit repository name holds only letters, digits, periods, hyphens and underscores.',
      `${sandbox.world.endpoint}/v1/repos/taken already holds refs/heads/mine, which the source does not have; nothing was changed. Take another name, or delete what is there first.`,
      expect.stringContaining('http://127.0.0.1:9/x cannot be reached'),
    ]);
  });
});

describe('what npm run migrate cannot copy', () => {
  it('is told for a source that wants credentials, which are taken from the address and never printed', async () => {
    const authorization = `Basic ${Buffer.from('ann:s3cret/word').toString('base64')}`;
    const guarded = await startGitServer(folder, { authorization });
    await (await sourceOf('guarded')).commits('refs/heads/main', ['one']);
    const url = guarded.url('guarded');

    const refused = await migrate([url, 'guarded']);
    const wrong = await migrate([url.replace('//', '//ann:wr0ng@'), 'guarded', '--json']);
    const right = await migrate([url.replace('//', '//ann:s3cret%2Fword@'), 'guarded']);

    await guarded.close();
    expect(refused).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/HTTP 401: .*git credential approve/),
    });
    expect(wrong.code).toBe(1);
    expect(right.code).toBe(0);
    expect(wrong.stdout + wrong.stderr + right.stdout + right.stderr).not.toMatch(/s3cret|wr0ng/);
  });

  it('is told for a shallow source, of which nothing is made', async () => {
    await (await sourceOf('deep')).commits('refs/heads/main', ['one', 'two', 'three']);
    await git(folder, ['clone', '-q', '--bare', '--depth', '1', `file://${join(folder, 'deep')}`, 'shallow']);

    const { code, stdout } = await migrate([server.url('shallow'), 'shallow']);

    expect(code).toBe(1);
    expect(stdout).toMatch(/shallow.*git fetch --unshallow/);
    await expect(client.send(new GetRepositoryCommand({ repositoryName: 'shallow' }))).rejects.toThrow(
      'shallow does not exist',
    );
  });

  it('is told for a branch whose objects CodeCommit does not take, and the others are there', async () => {
    const source = await sourceOf('heavy');
    await source.commits('refs/heads/main', ['light']);
    const blob = await source.git(['hash-object', '-w', '--stdin'], randomBytes(300_000));
    const tree = await source.git(['mktree'], `100644 blob ${blob}\theavy.bin\n`);
    const commit = await source.git(['commit-tree', tree, '-m', 'heavy']);
    await source.git(['update-ref', 'refs/heads/heavy', commit]);
    await client.send(new CreateRepositoryCommand({ repositoryName: 'heavy' }));
    await (await migrated('heavy')).git(['config', 'receive.maxInputSize', '100000']);

    const { code, stdout } = await migrate([server.url('heavy'), 'heavy']);

    expect(code).toBe(1);
    expect(stdout).toContain('1 of 2 branches and tags could not be migrated; the others were.');
    expect(stdout).toMatch(
      / {2}refs\/heads\/heavy: the replica could not take the objects of refs\/heads\/heavy: /,
    );
    expect(await (await migrated('heavy')).git(['for-each-ref', '--format=%(refname)'])).toBe(
      'refs/heads/main',
    );
  });

  it('is told for large files and submodules', async () => {
    const source = await sourceOf('pointers');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'5'.repeat(64)}\nsize 12345\n`;
    const blobs = await Promise.all(
      [
        ['.gitattributes', '*.psd filter=lfs diff=lfs merge=lfs -text\n'],
        [
          '.gitmodules',
          '[submodule "parts"]\n\tpath = parts\n\turl = https://ann:pw@git.example/parts.git\n',
        ],
        ['logo.psd', pointer],
      ].map(
        async ([name, text]) =>
          `100644 blob ${await source.git(['hash-object', '-w', '--stdin'], text)}\t${name}\n`,
      ),
    );
    const tree = await source.git(['mktree'], blobs.join(''));
    await source.git(['update-ref', 'refs/heads/main', await source.git(['commit-tree', tree, '-m', 'one'])]);

    const { code, stdout } = await migrate([server.url('pointers'), 'pointers']);

    expect(code).toBe(0);
    expect(stdout).toContain(
      '  1 file (*.psd) is kept by Git LFS: what was migrated only points to the contents, which `git lfs fetch --all` gets from the source.\n',
    );
    expect(stdout).toContain(
      '  1 submodule (https://git.example/parts.git) still names its own address: migrate it too, and change .gitmodules.\n',
    );
  });
});

async function sourceOf(name: string): Promise<BareRepository> {
  return bareRepository(join(folder, name), { create: true });
}

function migrated(name: string): Promise<BareRepository> {
  const { folder: world, account } = sandbox.world;
  return bareRepository(join(world, 'repositories', account, 'us-east-1', `${name}.git`), { create: false });
}

function migrate(args: readonly string[], killed?: AbortSignal): Promise<RanScript> {
  const { endpoint } = sandbox.world;
  return runScript('scripts/migrate.ts', args, { endpoint, ...(killed && { killed }) });
}
