import { sweepRecords } from '../../shared/store/sweep.ts';
import { type AwsAnswer, type AwsRequest, goodAnswer } from '../../tests/support/simulation/aws-request.ts';
import { directSettings } from '../../tests/support/simulation/direct-settings.ts';
import { prepareClients } from '../../tests/support/simulation/processes.ts';
import { tableName } from '../../tests/support/simulation/simulated-world.ts';
import { type Alter, type Simulation, startSimulation } from '../../tests/support/simulation/simulation.ts';
import { wakeSweep } from '../../tests/support/simulation/sweeps.ts';
import { fleetConfig, type Writing } from './fleet-config.ts';
import { furnish, lookAgainInAnHour } from './furnish.ts';

/** What the sweep did in an hour. */
export interface Hour {
  readonly runs: number;
  /** AWS calls by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Of one run at the most: what AWS's rates have to allow. */
  readonly mostCallsInAMinute: number;
  /** How long all runs took together, of which AWS calls are 2 to 82 ms each and all the rest is nothing. */
  readonly waitedSeconds: number;
  /** The table's read units. */
  readonly reads: number;
}

const minuteMs = 60_000;
/** A run takes less. */
const runMs = 50_000;

/** Plays an hour of the sweep over a fleet: the real function with real SDK clients, in simulated time. */
export async function measureHour(repositories: number, writing: Writing): Promise<Hour> {
  await prepareClients();
  const seen = { calls: new Map<string, number>(), reads: 0, runs: 0, waitedMs: 0, isOn: false };
  const simulation: Simulation = startSimulation({
    seed: 1,
    config: fleetConfig(repositories, writing),
    functions: ['sweep'],
    alter: timed(() => simulation, seen),
    intercept: (request, send) =>
      request.operation === 'lambda:Invoke' ? wake(simulation, request) : send(request),
    watch(request) {
      if (!seen.isOn) return;
      seen.calls.set(request.operation, (seen.calls.get(request.operation) ?? 0) + 1);
      seen.reads += readUnitsOf(request);
    },
  });
  await furnish(simulation, repositories);
  await settle(simulation);
  const perMinute = await playHour(simulation, seen);
  simulation.close();
  return {
    runs: seen.runs,
    calls: Object.fromEntries([...seen.calls].sort(([one], [other]) => one.localeCompare(other))),
    mostCallsInAMinute: Math.max(...perMinute),
    waitedSeconds: seen.waitedMs / 1_000,
    reads: seen.reads,
  };
}

/** As if the sweep had looked at everything within the last hour: the first looks after a deployment are no measure. */
async function settle({ world, clock }: Simulation): Promise<void> {
  const now = clock.now();
  const record = {
    lookedUntil: { repository: now, project: now, replica: now, backup: now },
    postponed: [],
  };
  const records = sweepRecords({ tableName, now: () => now }, directSettings(world));
  await records.save(undefined, { record, version: 1 }, 0);
}

async function playHour(
  simulation: Simulation,
  seen: { isOn: boolean; readonly calls: ReadonlyMap<string, number> },
): Promise<number[]> {
  const { clock } = simulation;
  const total = () => [...seen.calls.values()].reduce((sum, count) => sum + count, 0);
  const perMinute: number[] = [];
  seen.isOn = true;
  const begin = clock.now();
  for (let minute = 1; minute <= 60; minute += 1) {
    const before = total();
    await clock.runUntil(begin + minute * minuteMs);
    wakeSweep(simulation);
    await clock.runUntil(clock.now() + runMs);
    perMinute.push(total() - before);
  }
  return perMinute;
}

/** Times the sweep. */
function timed(simulation: () => Simulation, seen: { runs: number; waitedMs: number }): Alter {
  return (_name, handle) => async (event, context) => {
    const startedAt = simulation().clock.now();
    const handled = await handle(event, context);
    seen.runs += 1;
    seen.waitedMs += simulation().clock.now() - startedAt;
    return handled;
  };
}

/** In place of Lambda: the function that is woken does all it does for a pull request that did not change. */
async function wake(simulation: Simulation, request: AwsRequest): Promise<AwsAnswer> {
  await lookAgainInAnHour(simulation, String(request.input['pullRequestId']));
  return goodAnswer(request, {});
}

/**
 * Half a unit for each 4 KB that need not be the newest state, a whole one for those that must be. Records of pull
 * requests have 6 KB here, and two of three keys that are asked for are theirs.
 */
function readUnitsOf({ operation, input }: AwsRequest): number {
  if (operation === 'dynamodb:GetItem') return 1;
  if (operation === 'dynamodb:Query') return 0.5;
  if (operation !== 'dynamodb:BatchGetItem') return 0;
  const items = Object.values(input['RequestItems'] as Record<string, { Keys: unknown[] }>);
  return items.reduce((sum, { Keys }) => sum + Keys.length, 0);
}
