import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../tests/support/source-files.ts';
import { bigRepository, copyRepository, emptyRepository } from './big-repository.ts';
import { bundleEngine } from './bundle-engine.ts';
import { commit, type RandomBytes, randomSource, size } from './generate-stream.ts';
import { git } from './git.ts';
import { type GitHost, startGitHost } from './git-host.ts';

/** One branch that was moved at the source. */
export interface Move {
  readonly ref: string;
  readonly old: string;
  readonly new: string;
}

/** Where everything is measured: a source and its replicas behind two hosts that count. */
export interface Stage {
  readonly folder: string;
  /** The engine as one file. */
  readonly engineFile: string;
  readonly sourceHost: GitHost;
  readonly replicaHost: GitHost;
  /** The source's repository on disk; its name is `source`. */
  readonly source: string;
  /** A replica that has everything the source has now. */
  addReplica(name: string): Promise<void>;
  addEmptyReplica(name: string): Promise<void>;
  /** One new commit of eleven objects on main. */
  commit(): Promise<Move>;
  /** Throws when a replica's branches and tags are not the source's. */
  checkEqual(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Puts it up below node_modules, where copies can share the packs of the cached original. */
export async function setStage(): Promise<Stage> {
  const original = await bigRepository();
  const folder = await mkdtemp(join(root, 'node_modules', '.cache', 'drawbridge-bench', 'run-'));
  const hosted = join(folder, 'hosted');
  await mkdir(hosted);
  const source = await copyRepository(original, join(hosted, 'source'));
  const [sourceHost, replicaHost] = [await startGitHost(hosted), await startGitHost(hosted)];
  const random = randomSource('what comes next');
  let mark = size.commits + size.branches;
  return {
    folder,
    engineFile: await bundleEngine(folder),
    sourceHost,
    replicaHost,
    source,
    addReplica: async (name) => void (await copyRepository(source, join(hosted, name))),
    addEmptyReplica: async (name) => void (await emptyRepository(join(hosted, name))),
    commit: () => {
      mark += 1;
      return addCommit(source, { mark, random });
    },
    async checkEqual(name) {
      if ((await listingOf(join(hosted, name))) !== (await listingOf(source)))
        throw new Error(`${name} does not have the branches and tags of the source`);
    },
    async close() {
      await sourceHost.close();
      await replicaHost.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function addCommit(source: string, next: { mark: number; random: RandomBytes }): Promise<Move> {
  const ref = 'refs/heads/main';
  const old = await git(source, ['rev-parse', ref]);
  await git(source, ['fast-import', '--quiet', '--date-format=raw'], [commit({ ...next, ref, from: old })]);
  return { ref, old, new: await git(source, ['rev-parse', ref]) };
}

async function listingOf(repository: string): Promise<string> {
  return git(repository, ['for-each-ref', 'refs/heads', 'refs/tags']);
}
