import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from '../median.ts';
import { type Move, type Stage, setStage } from './stage.ts';
import {
  type Cost,
  cachedMirror,
  cloneAndPush,
  costOf,
  eventPath,
  fullPath,
  gitPush,
  type Way,
} from './ways.ts';

const commitRounds = 5;
const seedRounds = 3;

/** What each way costs. */
export interface Measurements {
  readonly commit: Readonly<Record<'event' | 'full' | 'cached' | 'clone' | 'push', Cost>>;
  readonly seed: Readonly<Record<'pipe' | 'clone', Cost>>;
}

/** Every way takes its turn in every round, each in fresh processes and with a replica of its own. */
export async function measureReplication(): Promise<Measurements> {
  const stage = await setStage();
  try {
    const seed = await measureSeeds(stage);
    return { seed, commit: await measureCommits(stage) };
  } finally {
    await stage.close();
  }
}

async function measureCommits(stage: Stage): Promise<Measurements['commit']> {
  for (const name of ['event', 'full', 'cached', 'clone', 'push']) await stage.addReplica(name);
  const ways = {
    event: eventPath(stage, 'event'),
    full: fullPath(stage, 'full'),
    cached: await cachedMirror(stage, 'cached'),
    clone: cloneAndPush(stage, 'clone'),
    push: gitPush(stage, 'push'),
  };
  const costs: Record<keyof typeof ways, Cost[]> = { event: [], full: [], cached: [], clone: [], push: [] };
  for (let round = -1; round < commitRounds; round += 1) {
    const move = await stage.commit();
    for (const name of ['event', 'full', 'cached', 'clone', 'push'] as const) {
      const cost = await inScratch(stage, ways[name], move);
      // The first round fills the file system's cache.
      if (round >= 0) costs[name].push(cost);
    }
  }
  const { event, full, cached, clone, push } = costs;
  return {
    event: typicalCost(event),
    full: typicalCost(full),
    cached: typicalCost(cached),
    clone: typicalCost(clone),
    push: typicalCost(push),
  };
}

async function measureSeeds(stage: Stage): Promise<Measurements['seed']> {
  const pipe: Cost[] = [];
  const clone: Cost[] = [];
  const move = await stage.commit();
  const seed = async (way: Way): Promise<Cost> => {
    await stage.addEmptyReplica(way.replica);
    return inScratch(stage, way, move);
  };
  for (let round = 0; round < seedRounds; round += 1) {
    pipe.push(await seed(fullPath(stage, `seed-by-pipe-${round}`)));
    clone.push(await seed(cloneAndPush(stage, `seed-by-clone-${round}`)));
  }
  return { pipe: typicalCost(pipe), clone: typicalCost(clone) };
}

async function inScratch(stage: Stage, way: Way, move: Move): Promise<Cost> {
  const scratch = await mkdtemp(join(stage.folder, 'scratch-'));
  try {
    return await costOf(stage, way, { move, scratch });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Medians, but of memory, disk and writes the worst. */
function typicalCost(costs: readonly Cost[]): Cost {
  const middle = (figure: (cost: Cost) => number) => median(costs.map(figure));
  const worst = (figure: (cost: Cost) => number | undefined) => {
    const known = costs.flatMap((cost) => figure(cost) ?? []);
    return known.length === costs.length ? Math.max(...known) : undefined;
  };
  return {
    seconds: middle(({ seconds }) => seconds),
    peakBytes: worst(({ peakBytes }) => peakBytes),
    requests: middle(({ requests }) => requests),
    toReplica: middle(({ toReplica }) => toReplica),
    wire: middle(({ wire }) => wire),
    diskBytes: worst(({ diskBytes }) => diskBytes) ?? 0,
    writtenBytes: worst(({ writtenBytes }) => writtenBytes),
  };
}
