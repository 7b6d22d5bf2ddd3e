import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import type { World } from '../kernel/world.ts';
import { type GitCredentialRequest, gitCredential } from '../services/codecommit/git/git-credential.ts';

const run = promisify(execFile);

/** A developer of the tour: the AWS SDK and git, pointed at the sandbox, as any team would use them. */
export interface Team {
  readonly region: string;
  readonly endpoint: string;
  readonly codecommit: CodeCommitClient;
  readonly codebuild: CodeBuildClient;
  /** A clone of the repository in a folder of its own. */
  clone(repository: string, folder: string): Promise<WorkTree>;
}

/** A clone, and what a developer does in it. */
export interface WorkTree {
  /** Writes files (or removes those given as nothing), commits, pushes the branch; gives the commit's id. */
  push(change: {
    branch: string;
    message: string;
    files: Readonly<Record<string, string | undefined>>;
  }): Promise<string>;
  /** Runs any other git command in the clone and gives what it printed. */
  git(...args: string[]): Promise<string>;
}

export function teamAt({ endpoint, administrator }: World, region: string): Team {
  const settings = { region, endpoint, credentials: administrator };
  return {
    region,
    endpoint,
    codecommit: new CodeCommitClient(settings),
    codebuild: new CodeBuildClient(settings),
    async clone(repository, folder) {
      const url = `${endpoint}/v1/repos/${repository}`;
      await run('git', ['init', '--quiet', '--initial-branch', 'main', folder]);
      const git = (...args: string[]) =>
        run('git', [...identity, ...authorization({ url, region, ...administrator }), '-C', folder, ...args]);
      await git('remote', 'add', 'origin', url);
      await git('fetch', '--quiet', 'origin');
      return {
        push: (change) => push({ git, folder }, change),
        git: async (...args) => (await git(...args)).stdout.trim(),
      };
    },
  };
}

const identity = ['-c', 'user.name=Robin Ferry', '-c', 'user.email=robin@harbor.example'];

/** Credentials go with each command and are kept nowhere; the machine's own helpers are not asked. */
function authorization(place: Omit<GitCredentialRequest, 'now'>): string[] {
  const { username, password } = gitCredential({ ...place, now: new Date() });
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  return ['-c', 'credential.helper=', '-c', `http.extraHeader=Authorization: Basic ${basic}`];
}

type Git = (...args: string[]) => Promise<{ stdout: string }>;

async function push(
  { git, folder }: { git: Git; folder: string },
  change: Parameters<WorkTree['push']>[0],
): Promise<string> {
  const exists = await git('rev-parse', '--verify', '--quiet', change.branch).then(
    () => true,
    () => false,
  );
  const isFirst = await git('rev-parse', '--verify', '--quiet', 'HEAD').then(
    () => false,
    () => true,
  );
  if (exists) await git('checkout', '--quiet', change.branch);
  else if (!isFirst) await git('checkout', '--quiet', '-b', change.branch);
  for (const [path, content] of Object.entries(change.files)) {
    if (content === undefined) await git('rm', '--quiet', path);
    else await write(join(folder, path), content);
  }
  await git('add', '--all');
  await git('commit', '--quiet', '--message', change.message);
  await git('push', '--quiet', 'origin', `HEAD:refs/heads/${change.branch}`);
  return (await git('rev-parse', 'HEAD')).stdout.trim();
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
