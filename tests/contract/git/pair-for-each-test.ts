import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { syncRefs } from '../../../shared/git/sync/sync-refs.ts';
import type { SyncReport, SyncRequest } from '../../../shared/git/types.ts';
import { type Pair, type ServerKind, type Servers, startServers } from '../../support/git/replica-pair.ts';

/** What the running test has: two empty repositories, on servers that forgot the requests before. */
export interface PairForEachTest extends Pair {
  readonly servers: Servers;
  /** Makes the replica what the source is; as a mirror, unless told otherwise. */
  sync(more?: Partial<SyncRequest>): Promise<SyncReport>;
  /** Gives the replica a hook, as its owner would write one. */
  hook(name: string, script: string): Promise<void>;
}

/** Gives each test of the file or group in which it is called a new pair; the servers are started once. */
export function pairForEachTest(
  kinds: { source: ServerKind; replica: ServerKind } = { source: 'git', replica: 'git' },
): PairForEachTest {
  let servers: Servers;
  let pair: Pair;

  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(() => servers.close());
  beforeEach(async () => {
    servers.git.requests.splice(0);
    servers.git.faults.splice(0);
    pair = await servers.pair(kinds);
  });

  return {
    get servers() {
      return servers;
    },
    get source() {
      return pair.source;
    },
    get replica() {
      return pair.replica;
    },
    sync: (more) =>
      syncRefs({
        source: pair.source.remote,
        replica: pair.replica.remote,
        policy: mirrorPolicy,
        now: 0,
        ...more,
      }),
    async hook(name, script) {
      const folder = join(pair.replica.repository.path, 'hooks');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(folder, name), 0o755);
    },
  };
}

/** What became of each ref, in the order of the alphabet. */
export function outcome({ results }: SyncReport): string[] {
  return results.map(({ kind, ref, status }) => `${kind} ${ref} ${status}`).sort();
}
