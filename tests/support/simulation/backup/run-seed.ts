import { clearFaults } from '../../../../sandbox/kernel/faults.ts';
import { scopeOf } from '../../../../sandbox/kernel/world.ts';
import { invokeAsync } from '../../../../sandbox/services/lambda/invoke-async.ts';
import { lambdaState } from '../../../../sandbox/services/lambda/state.ts';
import { checkEvents } from '../check-events.ts';
import { faultRates, noFaults } from '../faults.ts';
import { malloryOfRefs } from '../hostile/mallory-refs.ts';
import { people } from '../people.ts';
import { prepareClients } from '../processes.ts';
import { historyOf } from '../replication/history.ts';
import { teamOf } from '../replication/team.ts';
import type { Breakage, Report } from '../report.ts';
import { seeded } from '../seeded.ts';
import { stackNameOf } from '../simulated-world.ts';
import { type Simulation, startSimulation } from '../simulation.ts';
import { startFaults } from '../start-faults.ts';
import { passTime } from '../sweeps.ts';
import { checkBackup, isQuiet } from './check-backup.ts';
import { backupName, config, region } from './config.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Plays the history of a seed, with backups asked for in between, and lets its faults end; within three days the newest
 * backup must be what the repository is, be restored on trial, and give every object back.
 */
export async function runBackupSeed(
  seed: number,
  {
    isHostile = false,
    ...options
  }: Breakage & {
    readonly isTraced?: boolean;
    /** Mallory is there too: see `hostile/`. */
    readonly isHostile?: boolean;
  } = {},
): Promise<Report> {
  await prepareClients();
  const choices = seeded(seed, 'backup');
  const simulation = startSimulation({
    ...options,
    seed,
    config,
    functions: ['back-up-repository', 'sweep'],
  });
  const team = teamOf(simulation.world, seeded(seed, 'team'));
  // The configuration names a repository besides the one that is backed up.
  await people(scopeOf(simulation.world, region), 'other').begin();
  startFaults(simulation, faultRates(seeded(seed, 'faults')));
  await team.begin();
  const mallory = isHostile ? malloryOfRefs(simulation.world, team, seeded(seed, 'worst refs')) : undefined;
  for (const step of historyOf(choices)) {
    await passTime(simulation, simulation.clock.now() + step.afterMs * choices.pick([1, 10]));
    const said = step.does === 'write to replica' ? 'left' : await team.take(step);
    simulation.trace(() => `--- ${step.does}: ${said}`);
    const deed = await mallory?.act();
    if (deed !== undefined) simulation.trace(() => `--- Mallory: ${deed}`);
    if (choices.chance(0.3)) askForBackup(simulation);
  }
  await endFaults(simulation);
  const problems = [...(await checkBackup(simulation)), ...checkEvents(simulation), ...simulation.problems];
  simulation.close();
  return { seed, problems: [...new Set(problems)], lines: simulation.lines };
}

/** Somebody wants one now. */
function askForBackup({ scope, trace }: Simulation): void {
  trace(() => '--- a backup is asked for');
  invokeAsync(scope, {
    functionArn: `arn:aws:lambda:${scope.region}:${scope.account}:function:${stackNameOf('back-up-repository')}`,
    payload: { drawbridge: 'back-up', backup: backupName },
    caller: { kind: 'user', arn: `arn:aws:iam::${scope.account}:user/operator`, userId: 'AIDAOPERATOR' },
  });
}

/** A point is restored on trial within a day, and a backup that failed is tried again within six hours. */
async function endFaults(simulation: Simulation): Promise<void> {
  const { clock, scope } = simulation;
  simulation.rates = noFaults;
  clearFaults(simulation.world);
  simulation.trace(() => '--- the faults end');
  const longest = clock.now() + 72 * hourMs;
  await passTime(simulation, clock.now() + 8 * hourMs);
  while (!((await isQuiet(simulation)) && lambdaState(scope).queue.size === 0) && clock.now() < longest)
    await passTime(simulation, clock.now() + 30 * minuteMs);
}
