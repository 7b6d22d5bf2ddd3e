import { clearFaults } from '../../../../sandbox/kernel/faults.ts';
import { scopeOf } from '../../../../sandbox/kernel/world.ts';
import { putOnBus } from '../../../../sandbox/services/events/put-on-bus.ts';
import { eventsState } from '../../../../sandbox/services/events/state.ts';
import { lambdaState } from '../../../../sandbox/services/lambda/state.ts';
import { checkEvents } from '../check-events.ts';
import { faultRates, noFaults } from '../faults.ts';
import { malloryOfRefs } from '../hostile/mallory-refs.ts';
import { people } from '../people.ts';
import { prepareClients } from '../processes.ts';
import type { Breakage, Report } from '../report.ts';
import { seeded } from '../seeded.ts';
import { type Simulation, startSimulation } from '../simulation.ts';
import { startFaults } from '../start-faults.ts';
import { passTime } from '../sweeps.ts';
import { checkReplica, isQuiet } from './check-replica.ts';
import { historyOf } from './history.ts';
import { configs, type PolicyName, policyNames, sourceRegion } from './policies.ts';
import { type Team, teamOf } from './team.ts';
import { type Notes, watchPushes } from './watch-pushes.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Plays the history of a seed with its faults and lets the faults end; within two days, without any event, the replica
 * must be as its policy says, and hearing of every event once more must not change it.
 */
export async function runReplicationSeed(
  seed: number,
  { isHostile = false, ...options }: ReplicationOptions = {},
): Promise<Report> {
  await prepareClients();
  const choices = seeded(seed, 'replication');
  const policy = policyNames[choices.between(0, policyNames.length - 1)] ?? 'mirror';
  const notes: Notes = { problems: [], changes: 0 };
  const known = { refs: new Map<string, string>() };
  const simulation: Simulation = startSimulation({
    ...options,
    seed,
    config: configs[policy],
    functions: ['replicate-repository', 'sweep'],
    watch: (request) => watchPushes(simulation.world, request, { team, notes, known }),
  });
  const team: Team = teamOf(simulation.world, seeded(seed, 'team'));
  simulation.trace(() => `--- the policy is ${policy}`);
  // The configuration names a repository besides the one that is replicated.
  await people(scopeOf(simulation.world, sourceRegion), 'other').begin();
  startFaults(simulation, faultRates(seeded(seed, 'faults')));
  await team.begin();
  const mallory = isHostile ? malloryOfRefs(simulation.world, team, seeded(seed, 'worst refs')) : undefined;
  for (const step of historyOf(choices)) {
    await passTime(simulation, simulation.clock.now() + step.afterMs);
    const said = await team.take(step);
    simulation.trace(() => `--- ${step.does}: ${said}`);
    const deed = await mallory?.act();
    if (deed !== undefined) simulation.trace(() => `--- Mallory: ${deed}`);
  }
  await endFaults(simulation, policy);
  notes.problems.push(...(await checkReplica(simulation, { policy, team })), ...checkEvents(simulation));
  await hearEverythingAgain(simulation, notes);
  notes.problems.push(
    ...(await checkReplica(simulation, { policy, team })).map((one) => `in the end: ${one}`),
  );
  simulation.close();
  const problems = [...notes.problems, ...simulation.problems];
  return { seed, problems: [...new Set(problems)], lines: simulation.lines };
}

export interface ReplicationOptions extends Breakage {
  readonly isTraced?: boolean;
  /** Mallory is there too: see `hostile/`. */
  readonly isHostile?: boolean;
}

/** A build that has taken over is tried again after up to six hours, and takes eight at the most. */
async function endFaults(simulation: Simulation, policy: PolicyName): Promise<void> {
  const { clock } = simulation;
  simulation.rates = noFaults;
  clearFaults(simulation.world);
  simulation.trace(() => '--- the faults end');
  const longest = clock.now() + 48 * hourMs;
  // Longer than it takes until both sides are looked at anyway.
  await passTime(simulation, clock.now() + 2 * hourMs);
  while (!((await isQuiet(simulation, policy)) && isHeard(simulation)) && clock.now() < longest)
    await passTime(simulation, clock.now() + 30 * minuteMs);
}

function isHeard({ scope }: Simulation): boolean {
  return eventsState(scope).pending.size === 0 && lambdaState(scope).queue.size === 0;
}

async function hearEverythingAgain(simulation: Simulation, notes: Notes): Promise<void> {
  const { scope, clock } = simulation;
  const before = notes.changes;
  simulation.trace(() => '--- every event comes once more');
  for (const { event } of eventsState(scope).recent.slice())
    if (event.source === 'aws.codecommit') putOnBus(scope, 'default', event);
  await passTime(simulation, clock.now() + 2 * hourMs);
  if (notes.changes > before) notes.problems.push('the replica was changed though nothing had changed');
}
