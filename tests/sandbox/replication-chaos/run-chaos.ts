import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isControllerError } from '../../../shared/core/error.ts';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import type { GitRemote } from '../../../shared/git/remote-types.ts';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import { syncRefs } from '../../../shared/git/sync/sync-refs.ts';
import type { RefUpdate, SyncReport } from '../../../shared/git/types.ts';
import type { BareRepository } from '../../support/git/bare-repository.ts';
import type { Pair, Servers } from '../../support/git/replica-pair.ts';
import { seeded } from '../../support/simulation/seeded.ts';
import { eventQueue } from './event-queue.ts';
import { randomWriter } from './random-writes.ts';

const workers = 8;

/** As a worker does: everything is followed, however many refs vanish at once. */
const policy = { ...mirrorPolicy, maxVanishedShare: 1 };

export interface Chaos {
  readonly dropped: number;
  readonly doubled: number;
  /** Every move of the replica's main, in the order in which its server did them, as places in the source's history. */
  readonly mainOnReplica: readonly number[];
  /** What the one sweep found and did when everything was quiet. */
  readonly sweep: SyncReport;
}

/**
 * Writes at random to the source while eight workers, who know nothing of each other, bring each event they get to the
 * replica. When all is quiet, one look at both sides repairs the rest.
 */
export async function runChaos(
  servers: Servers,
  pair: Pair,
  { seed, writes }: { seed: number; writes: number },
): Promise<Chaos> {
  const { source, replica } = pair;
  await replica.repository.git(['config', 'core.logAllRefUpdates', 'always']);
  const writer = randomWriter(source.repository, seeded(seed, 'writes'));
  const queue = eventQueue(seed);
  const working = Array.from({ length: workers }, async () => {
    const remotes = { source: servers.remoteOf(source), replica: servers.remoteOf(replica) };
    for (;;) {
      const update = await queue.take();
      if (update === undefined) return;
      await handle(remotes, update);
    }
  });
  for (let write = 0; write < writes; write += 1) await queue.add(await writer.write());
  queue.end();
  await Promise.all(working);
  const sweep = await syncRefs({
    source: servers.remoteOf(source),
    replica: servers.remoteOf(replica),
    policy,
    now: Date.now(),
  });
  const positions = await mainMoves(replica.repository, writer.mainHistory);
  return { dropped: queue.dropped, doubled: queue.doubled, mainOnReplica: positions, sweep };
}

type Remotes = Readonly<Record<'source' | 'replica', GitRemote>>;

/** The event path when it fits, else a look at both sides; what others were faster with is left to their event. */
async function handle(remotes: Remotes, { ref, old, new: to }: RefUpdate): Promise<void> {
  try {
    if (old !== undefined && to !== undefined) {
      const pushed = await pushUpdate({ ...remotes, update: { ref, old, new: to } });
      if (pushed.kind === 'replicated') return;
    }
    await syncRefs({ ...remotes, policy, now: Date.now() });
  } catch (error) {
    // A worker that fails leaves its event undone, as one that was lost; a defect is none of these.
    if (!isControllerError(error) || error.class === 'defect') throw error;
  }
}

/** From the replica's own log, which its server writes with every move of a ref. */
async function mainMoves(replica: BareRepository, history: readonly string[]): Promise<number[]> {
  const log = await readFile(join(replica.path, 'logs', 'refs', 'heads', 'main'), 'utf8');
  return log
    .trimEnd()
    .split('\n')
    .map((line) => history.indexOf(line.slice(41, 81)));
}
