import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CodeCommitClient,
  CreateCommitCommand,
  CreateRepositoryCommand,
  GetFileCommand,
} from '@aws-sdk/client-codecommit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSandbox, type Sandbox } from '../../../sandbox/assemble.ts';

const clientOf = ({ world }: Sandbox) => ({
  region: 'eu-west-1',
  endpoint: world.endpoint,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

describe('a sandbox', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assemble-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('goes on where it was stopped when it keeps its folder', async () => {
    const before = await createSandbox({ folder, persist: true });
    const commits = new CodeCommitClient(clientOf(before));
    await new CloudWatchLogsClient(clientOf(before)).send(new CreateLogGroupCommand({ logGroupName: 'g' }));
    await commits.send(new CreateRepositoryCommand({ repositoryName: 'ledger' }));
    await commits.send(
      new CreateCommitCommand({
        repositoryName: 'ledger',
        branchName: 'main',
        putFiles: [{ filePath: 'README.md', fileContent: Buffer.from('hello') }],
      }),
    );
    await before.stop();

    const after = await createSandbox({ folder, persist: true });
    try {
      const logs = await new CloudWatchLogsClient(clientOf(after)).send(new DescribeLogGroupsCommand({}));
      const file = await new CodeCommitClient(clientOf(after)).send(
        new GetFileCommand({ repositoryName: 'ledger', filePath: 'README.md' }),
      );

      expect(logs.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['g']);
      expect(Buffer.from(file.fileContent ?? []).toString()).toBe('hello');
    } finally {
      await after.stop();
    }
  });

  it('keeps nothing of its own folder, nor of what it remembers, without being told to', async () => {
    const temporary = await createSandbox();
    const kept = await createSandbox({ folder });
    const ownFolder = temporary.world.folder;

    await Promise.all([temporary.stop(), kept.stop()]);

    expect(existsSync(ownFolder)).toBe(false);
    expect(await readdir(folder)).not.toContain('states.v8');
  });

  it('runs as many times faster as it was told', async () => {
    const sandbox = await createSandbox({ speed: 1000 });
    try {
      const { world } = sandbox;
      const startedAt = world.clock.now();
      await new Promise<void>((resolve) => world.clock.after(60_000, resolve));

      expect(world.clock.now() - startedAt).toBeGreaterThanOrEqual(59_000);
    } finally {
      await sandbox.stop();
    }
  });

  it('leaves nothing behind when the stack cannot be deployed', async () => {
    vi.stubEnv('TMPDIR', folder);
    const template = { templateFile: join(folder, 'none.json'), artifactFolder: folder, stackName: 's' };

    await expect(createSandbox({ template })).rejects.toThrow('none.json');

    expect(await readdir(folder)).toEqual([]);
  });
});
