import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { realClock } from '../../../sandbox/kernel/clock.ts';
import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { randomIds } from '../../../sandbox/kernel/ids.ts';
import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { startServer } from '../../../sandbox/server/start-server.ts';
import {
  type GitCredentialRequest,
  gitCredential,
} from '../../../sandbox/services/codecommit/git/git-credential.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitOnDisk } from '../../../sandbox/services/codecommit/objects/git-on-disk.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { services } from '../../../sandbox/services/index.ts';
import { tryGit } from '../../support/git/run-git.ts';

/** What a git command printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A sandbox that listens, with repositories on disk and nothing else. */
export interface GitWorld {
  readonly world: World;
  /** Where clones go. */
  readonly folder: string;
  client(region?: string): CodeCommitClient;
  /** Makes an empty repository in eu-west-1 under a name that no test has had. */
  repository(): Promise<string>;
  url(repository: string): string;
  /** Runs git in a folder as the administrator, or with another header, and without the machine's settings. */
  git(cwd: string, args: readonly string[], header?: string): Promise<Ran>;
  /** A clone with one commit, `one`, on main, which is not pushed yet. */
  clone(repository: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts it; `close` ends it and removes what it wrote. */
export async function aGitWorld(): Promise<GitWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-http-'));
  const world = createWorld({
    services,
    adminSecret: 'test',
    clock: realClock(),
    ids: randomIds(),
    folder: join(folder, 'world'),
  });
  gitBackend.provide(world, gitOnDisk(world.folder));
  const server = await startServer(world, { port: 0 });
  const url = (repository: string) => `${world.endpoint}/v1/repos/${repository}`;
  const client = (region = 'eu-west-1') =>
    new CodeCommitClient({
      region,
      endpoint: world.endpoint,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  const git: GitWorld['git'] = (cwd, args, header = headerFor(lastUrl(args) ?? originOf.get(cwd) ?? '')) =>
    runGit(cwd, ['-c', `http.extraHeader=Authorization: ${header}`, '-c', 'credential.helper=', ...args]);
  const originOf = new Map<string, string>();
  let count = 0;
  return {
    world,
    folder,
    client,
    url,
    git,
    async repository() {
      count += 1;
      const repositoryName = `shop-${count}`;
      await client().send(new CreateRepositoryCommand({ repositoryName }));
      return repositoryName;
    },
    async clone(repository) {
      const clone = await mkdtemp(join(folder, 'clone-'));
      originOf.set(clone, url(repository));
      await git(clone, ['init', '-q', '-b', 'main']);
      await git(clone, ['remote', 'add', 'origin', url(repository)]);
      await commitFile(git, clone, 'one');
      return clone;
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Commits a file that says `text`, with that message, and gives the commit's id. */
export async function commitFile(git: GitWorld['git'], clone: string, text: string): Promise<string> {
  await writeFile(join(clone, 'file.txt'), `${text}\n`);
  await git(clone, ['add', '.']);
  await git(clone, ['commit', '-q', '-m', text]);
  return tipOf(git, clone);
}

/** The id of a clone's HEAD, or of what is named. */
export async function tipOf(git: GitWorld['git'], clone: string, name = 'HEAD'): Promise<string> {
  return (await git(clone, ['rev-parse', name])).stdout.trim();
}

/** The header that the administrator in eu-west-1, or who is given, sends for an address. */
export function headerFor(url: string, more: Partial<GitCredentialRequest> = {}): string {
  const { username, password } = gitCredential({
    url: url === '' ? 'http://127.0.0.1/' : url,
    region: 'eu-west-1',
    accessKeyId: 'test',
    secretAccessKey: 'test',
    now: new Date(),
    ...more,
  });
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Event, reference, old and new commit of what happened to a repository in eu-west-1, oldest first. */
export function refEvents(world: World, repository: string): (readonly unknown[])[] {
  return recentEvents(scopeOf(world, 'eu-west-1'))
    .map(({ event }) => event.detail)
    .filter((detail) => detail['repositoryName'] === repository)
    .map((detail) => [
      detail['event'],
      detail['referenceFullName'],
      detail['oldCommitId'],
      detail['commitId'],
    ])
    .toReversed();
}

function lastUrl(args: readonly string[]): string | undefined {
  return args.findLast((arg) => arg.startsWith('http://'));
}

async function runGit(cwd: string, args: readonly string[]): Promise<Ran> {
  const { code, stdout, stderr } = await tryGit(cwd, args);
  return { code, stdout: stdout.toString('utf8'), stderr };
}
