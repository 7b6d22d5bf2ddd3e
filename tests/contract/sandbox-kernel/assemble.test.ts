import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient, CreateProjectCommand, StartBuildCommand } from '@aws-sdk/client-codebuild';
import {
  CodeCommitClient,
  CreateCommitCommand,
  CreateRepositoryCommand,
  GetFileCommand,
} from '@aws-sdk/client-codecommit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../../sandbox/assemble.ts';
import { sleep } from '../../../sandbox/kernel/clock.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { readPolicy } from '../../../sandbox/services/iam/policy.ts';
import { createRole } from '../../../sandbox/services/iam/roles.ts';
import { aSandbox } from '../../support/a-sandbox.ts';

const clientOf = ({ world }: Sandbox) => ({
  region: 'eu-west-1',
  endpoint: world.endpoint,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a sandbox', () => {
  let folder: string;
  const started: Sandbox[] = [];
  const start = async (options?: SandboxOptions): Promise<Sandbox> => {
    const sandbox = await aSandbox(options);
    started.push(sandbox);
    return sandbox;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assemble-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  it('goes on where it was stopped when it keeps its folder', async () => {
    const before = await start({ folder, persist: true });
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

    const after = await start({ folder, persist: true });
    const logs = await new CloudWatchLogsClient(clientOf(after)).send(new DescribeLogGroupsCommand({}));
    const file = await new CodeCommitClient(clientOf(after)).send(
      new GetFileCommand({ repositoryName: 'ledger', filePath: 'README.md' }),
    );

    expect(logs.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['g']);
    expect(Buffer.from(file.fileContent ?? []).toString()).toBe('hello');
  });

  it('keeps nothing of its own folder, nor of what it remembers, without being told to', async () => {
    const temporary = await start();
    const kept = await start({ folder });
    const ownFolder = temporary.world.folder;

    await Promise.all([temporary.stop(), kept.stop()]);

    expect(existsSync(ownFolder)).toBe(false);
    expect(await readdir(folder)).not.toContain('states.v8');
  });

  it('closes a folder that is there to other users, and takes none of theirs', async () => {
    await chmod(folder, 0o755);
    await start({ folder });

    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    vi.spyOn(process, 'getuid').mockReturnValue(12_345);
    await expect(start({ folder })).rejects.toThrow(
      `${folder} belongs to another user of this machine. Give a folder that is yours.`,
    );
    vi.restoreAllMocks();
  });

  it('runs as many times faster as it was told', async () => {
    const { world } = await start({ speed: 1000 });
    const startedAt = world.clock.now();

    await sleep(world.clock, 60_000);

    expect(world.clock.now() - startedAt).toBeGreaterThanOrEqual(59_000);
  });

  it('ends a build that runs when it is stopped', async () => {
    const sandbox = await start({ folder });
    const { world } = sandbox;
    createRole(scopeOf(world, 'eu-west-1'), {
      roleName: 'build',
      trustPolicy: {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'codebuild.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      },
    }).policies.set('all', readPolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }));
    const builds = new CodeBuildClient(clientOf(sandbox));
    const pidFile = join(folder, 'pid');
    await builds.send(
      new CreateProjectCommand({
        name: 'ledger-ci',
        serviceRole: 'arn:aws:iam::111122223333:role/build',
        source: {
          type: 'NO_SOURCE',
          buildspec: JSON.stringify(
            { version: 0.2, phases: { build: { commands: [`echo $$ > ${pidFile}; exec sleep 600`] } } },
            null,
            2,
          ),
        },
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: { type: 'LINUX_CONTAINER', image: 'i', computeType: 'BUILD_GENERAL1_SMALL' },
      }),
    );
    await builds.send(new StartBuildCommand({ projectName: 'ledger-ci' }));
    await expect.poll(() => readFile(pidFile, 'utf8').catch(() => '')).toMatch(/^\d+\n$/);
    const pid = Number(await readFile(pidFile, 'utf8'));

    await sandbox.stop();

    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it('leaves nothing behind when the stack cannot be deployed', async () => {
    vi.stubEnv('TMPDIR', folder);
    const template = { templateFile: join(folder, 'none.json'), artifactFolder: folder, stackName: 's' };

    await expect(aSandbox({ template })).rejects.toThrow('none.json');

    expect(await readdir(folder)).toEqual([]);
  });
});
