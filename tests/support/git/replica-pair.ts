import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { answerGit } from '../../../sandbox/services/codecommit/git/git-in-process.ts';
import { gitBackend, placeOf } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitOnDisk, repositoryFolder } from '../../../sandbox/services/codecommit/objects/git-on-disk.ts';
import { newRepository } from '../../../sandbox/services/codecommit/repositories/new-repository.ts';
import type { GitRemote } from '../../../shared/git/remote-types.ts';
import { codeCommitAuthorization } from '../../../shared/git/remotes/code-commit-authorization.ts';
import { openRemote } from '../../../shared/git/remotes/open-remote.ts';
import { aSandbox } from '../a-sandbox.ts';
import { aWorld } from '../a-world.ts';
import { type BareRepository, bareRepository } from './bare-repository.ts';
import { exchangeInProcess } from './exchange-in-process.ts';
import { type GitServer, startGitServer } from './git-server.ts';

/** A repository, and the way the product reaches it. */
export interface Side {
  readonly repository: BareRepository;
  readonly remote: GitRemote;
}

export interface Pair {
  readonly source: Side;
  readonly replica: Side;
}

/** The last one has no socket and no git process either; its repositories are on disk, so that git can judge them. */
export type ServerKind = 'git' | 'CodeCommit' | 'CodeCommit in process';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Servers of all kinds, and new empty repositories on them. */
export interface Servers {
  readonly git: GitServer;
  readonly folder: string;
  side(kind: ServerKind, region?: string): Promise<Side>;
  pair(kinds: { source: ServerKind; replica: ServerKind }): Promise<Pair>;
  /** Another client of the same repository, which remembers nothing. */
  remoteOf(side: Side): GitRemote;
  close(): Promise<void>;
}

/** Starts a stock git server and, when a test needs it, a sandbox. */
export async function startServers(): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-git-'));
  const git = await startGitServer(folder);
  const remotes: GitRemote[] = [];
  const reopen = new Map<Side, () => GitRemote>();
  let sandbox: Promise<Sandbox> | undefined;
  const worldOnDisk = aWorld({ folder: join(folder, 'in-process') });
  gitBackend.provide(worldOnDisk, gitOnDisk(worldOnDisk.folder));
  let count = 0;

  const sideOf = (repository: BareRepository, open: () => GitRemote): Side => {
    const remote = open();
    remotes.push(remote);
    const side = { repository, remote };
    reopen.set(side, open);
    return side;
  };
  const gitSide = async (name: string): Promise<Side> =>
    sideOf(await bareRepository(join(folder, name), { create: true }), () =>
      openRemote({ url: git.url(name) }),
    );
  const codeCommitSide = async (name: string, region: string): Promise<Side> => {
    sandbox ??= aSandbox();
    const { world } = await sandbox;
    const client = new CodeCommitClient({ region, endpoint: world.endpoint, credentials });
    await client.send(new CreateRepositoryCommand({ repositoryName: name }));
    client.destroy();
    const path = join(world.folder, 'repositories', world.account, region, `${name}.git`);
    const url = `${world.endpoint}/v1/repos/${name}`;
    const authorization = codeCommitAuthorization({ url, region, credentials: () => credentials });
    return sideOf(await bareRepository(path, { create: false }), () => openRemote({ url, authorization }));
  };
  const inProcessSide = async (name: string, region: string): Promise<Side> => {
    const scope = scopeOf(worldOnDisk, region);
    await newRepository(scope, { name, description: undefined });
    const url = `${worldOnDisk.endpoint}/v1/repos/${name}`;
    const authorization = codeCommitAuthorization({ url, region, credentials: () => credentials });
    const path = repositoryFolder(worldOnDisk.folder, placeOf(scope, name));
    return sideOf(await bareRepository(path, { create: false }), () =>
      openRemote({
        url,
        authorization,
        exchange: exchangeInProcess((request) => answerGit(worldOnDisk, request)),
      }),
    );
  };
  const makers = { git: gitSide, CodeCommit: codeCommitSide, 'CodeCommit in process': inProcessSide };
  const side: Servers['side'] = (kind, region = 'eu-west-1') => {
    count += 1;
    return makers[kind](`shop-${count}`, region);
  };
  return {
    git,
    folder,
    side,
    pair: async (kinds) => ({
      source: await side(kinds.source, 'us-east-1'),
      replica: await side(kinds.replica, 'eu-west-2'),
    }),
    remoteOf(of) {
      const remote = reopen.get(of)?.();
      if (remote === undefined) throw new Error('this repository is on another server');
      remotes.push(remote);
      return remote;
    },
    async close() {
      for (const remote of remotes) remote.close();
      await git.close();
      await (await sandbox)?.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
