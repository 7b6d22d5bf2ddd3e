import { clearFaults } from '../../../../sandbox/kernel/faults.ts';
import { codebuildState } from '../../../../sandbox/services/codebuild/state.ts';
import { putOnBus } from '../../../../sandbox/services/events/put-on-bus.ts';
import { eventsState } from '../../../../sandbox/services/events/state.ts';
import { lambdaState } from '../../../../sandbox/services/lambda/state.ts';
import { faultRates, noFaults } from '../faults.ts';
import { type Mallory, malloryIn } from '../hostile/mallory.ts';
import { worstOutput } from '../hostile/worst-logs.ts';
import { withWorstNames } from '../hostile/worst-names.ts';
import { people } from '../people.ts';
import { prepareClients } from '../processes.ts';
import type { Breakage, Report } from '../report.ts';
import { tellingLine } from '../scripted-builds.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { type Simulation, startSimulation } from '../simulation.ts';
import { startFaults } from '../start-faults.ts';
import { fullSweepMs, passTime } from '../sweeps.ts';
import { checkEnd } from './check-end.ts';
import { configs, repositoryName } from './configs.ts';
import { denyLogs } from './deny-logs.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import { type Branch, takeStep } from './take-step.ts';
import { type Notes, newNotes, watchCall } from './watch-calls.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const sweepRecord = 'sweep state';

/**
 * Plays the history of a seed with its faults, lets the faults end, and a full sweep and all builds pass; then
 * everything must be as it should be, and hearing of every event once more must not change a comment.
 */
export async function runPullRequestSeed(
  seed: number,
  { isHostile = false, ...options }: PullRequestOptions = {},
): Promise<Report> {
  await prepareClients();
  const usual = scenarioOf(seeded(seed, 'scenario'));
  const scenario = isHostile ? withWorstNames(usual, seeded(seed, 'worst names')) : usual;
  const prints = seeded(seed, 'worst logs');
  const notes = newNotes();
  const simulation: Simulation = startSimulation({
    ...options,
    seed,
    config: configs[scenario.checks],
    ...(scenario.roomForBuilds !== undefined && { roomForBuilds: scenario.roomForBuilds }),
    ...(scenario.logsAreDenied && { intercept: denyLogs(options.intercept) }),
    ...(isHostile && { print: () => worstOutput(prints, tellingLine) }),
    watch: (request, call) => watchCall(simulation.scope, notes, { request, call }),
  });
  const faults = seeded(seed, 'faults');
  startFaults(simulation, faultRates(faults));
  const mallory = isHostile ? malloryIn(simulation.scope, seeded(seed, 'mallory')) : undefined;
  await playScenario(simulation, scenario, { choices: faults, mallory });
  await passTime(simulation, simulation.clock.now() + faults.between(0, hourMs));
  await endFaults(simulation);
  notes.problems.push(...checkEnd(simulation, { ...scenario, ...notes }));
  await expectRest(simulation, notes);
  // Of what Mallory started people are told when the event of it is heard, and some have been lost.
  if (isHostile) await hearEverythingAgain(simulation);
  const before = notes.commentWrites;
  await hearEverythingAgain(simulation);
  if (notes.commentWrites > before)
    notes.problems.push(`${notes.commentWrites - before} comments were written though nothing had changed`);
  notes.problems.push(
    ...checkEnd(simulation, { ...scenario, ...notes }).map((problem) => `in the end: ${problem}`),
  );
  simulation.close();
  const problems = [...notes.problems, ...simulation.problems];
  return { seed, problems: [...new Set(problems)], lines: simulation.lines };
}

export interface PullRequestOptions extends Breakage {
  readonly isTraced?: boolean;
  /** Mallory is there too: see `hostile/`. */
  readonly isHostile?: boolean;
}

async function playScenario(
  simulation: Simulation,
  scenario: Scenario,
  { choices, mallory }: { readonly choices: Seeded; readonly mallory: Mallory | undefined },
): Promise<void> {
  const team = people(simulation.scope, repositoryName);
  await team.begin();
  const branches = new Map<string, Branch>();
  for (const step of scenario.steps) {
    await passTime(simulation, simulation.clock.now() + step.afterMs);
    const said = await takeStep(step, { team, branches, choices, scope: simulation.scope });
    simulation.trace(() => `--- ${step.does} ${step.branch} ${said}`);
    for (const deed of (await mallory?.act()) ?? []) simulation.trace(() => `--- Mallory: ${deed}`);
  }
}

/** No faults any more, one full sweep, every pull request's own hourly look, and time for the builds they start. */
async function endFaults(simulation: Simulation): Promise<void> {
  simulation.rates = noFaults;
  clearFaults(simulation.world);
  simulation.trace(() => '--- the faults end');
  // A project that somebody deleted is back by then, and what could not start is tried again within the hour.
  await passTime(simulation, simulation.clock.now() + 90 * minuteMs);
  await passTime(simulation, simulation.clock.now() + fullSweepMs + 50 * minuteMs);
}

/**
 * Half an hour in which nothing happens: each record is written once at the most, by the hourly look at it. That of a
 * branch whose build still hangs is no matter: it is looked at every ten minutes. Nor is the sweep's own, which is
 * written whenever something had its turn.
 */
async function expectRest(simulation: Simulation, notes: Notes): Promise<void> {
  const before = new Map([...notes.records].map(([key, { version }]) => [key, version]));
  const builds = [...codebuildState(simulation.scope).builds.values()];
  const hangs = new Set(
    builds.flatMap((one) => (one.buildComplete ? [] : [`branch#${one.projectName} main`])),
  );
  await passTime(simulation, simulation.clock.now() + 30 * minuteMs);
  for (const [key, { version }] of notes.records)
    if (!hangs.has(key) && key !== sweepRecord && version > (before.get(key) ?? 0) + 1)
      notes.problems.push(
        `${key} was written ${version - (before.get(key) ?? 0)} times in half an hour of rest`,
      );
}

async function hearEverythingAgain(simulation: Simulation): Promise<void> {
  const { scope, clock } = simulation;
  const { pending, recent } = eventsState(scope);
  const longest = clock.now() + 12 * hourMs;
  while ((pending.size > 0 || lambdaState(scope).queue.size > 0) && clock.now() < longest)
    await passTime(simulation, clock.now() + 10.5 * minuteMs);
  simulation.trace(() => '--- every event comes once more');
  for (const { event } of recent.slice()) putOnBus(scope, 'default', event);
  await passTime(simulation, clock.now() + 5 * minuteMs);
}
