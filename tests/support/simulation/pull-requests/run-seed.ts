import { clearFaults } from '../../../../sandbox/kernel/faults.ts';
import type { Scope } from '../../../../sandbox/kernel/world.ts';
import { codebuildState } from '../../../../sandbox/services/codebuild/state.ts';
import { deleteCommentContent } from '../../../../sandbox/services/codecommit/operations/delete-comment-content.ts';
import { putOnBus } from '../../../../sandbox/services/events/put-on-bus.ts';
import { eventsState } from '../../../../sandbox/services/events/state.ts';
import { lambdaState } from '../../../../sandbox/services/lambda/state.ts';
import { faultRates, noFaults } from '../faults.ts';
import { asAda, type People, people } from '../people.ts';
import { prepareClients } from '../processes.ts';
import type { Breakage, Report } from '../report.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { type Simulation, type SimulationParts, startSimulation } from '../simulation.ts';
import { startFaults } from '../start-faults.ts';
import { passTime } from '../sweeps.ts';
import { checkEnd } from './check-end.ts';
import { configs, projectOf, repositoryName } from './configs.ts';
import { statusComments } from './oracle.ts';
import { type Scenario, type Step, scenarioOf } from './scenario.ts';
import { type Notes, newNotes, watchCall } from './watch-calls.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Plays the history of a seed with its faults, lets the faults end, and a full sweep and all builds pass; then
 * everything must be as it should be, and hearing of every event once more must not change a comment.
 */
export async function runPullRequestSeed(
  seed: number,
  options: Breakage & { readonly isTraced?: boolean } = {},
): Promise<Report> {
  await prepareClients();
  const scenario = scenarioOf(seeded(seed, 'scenario'));
  const notes = newNotes();
  const simulation: Simulation = startSimulation({
    ...options,
    seed,
    config: configs[scenario.checks],
    ...(scenario.roomForBuilds !== undefined && { roomForBuilds: scenario.roomForBuilds }),
    watch: (request, call) => watchCall(simulation.scope, notes, { request, call }),
  });
  const faults = seeded(seed, 'faults');
  startFaults(simulation, faultRates(faults));
  await playScenario(simulation, scenario, faults);
  await passTime(simulation, simulation.clock.now() + faults.between(0, hourMs));
  await endFaults(simulation);
  notes.problems.push(...checkEnd(simulation, notes.stopped));
  await expectRest(simulation, notes);
  await hearEverythingAgain(simulation, notes);
  notes.problems.push(...checkEnd(simulation, notes.stopped).map((problem) => `in the end: ${problem}`));
  simulation.close();
  return { seed, problems: [...new Set(notes.problems)], lines: simulation.lines };
}

async function playScenario(simulation: Simulation, scenario: Scenario, choices: Seeded): Promise<void> {
  const team = people(simulation.scope, repositoryName);
  await team.begin();
  const branches = new Map<string, Branch>();
  for (const step of scenario.steps) {
    await passTime(simulation, simulation.clock.now() + step.afterMs);
    const said = await takeStep(team, step, { branches, choices, scope: simulation.scope });
    simulation.trace(() => `--- ${step.does} ${step.branch} ${said}`);
  }
}

interface Branch {
  readonly pullRequestId: string;
  readonly commits: string[];
  isOver: boolean;
}

async function takeStep(
  team: People,
  { does, branch: name }: Step,
  { branches, choices, scope }: { branches: Map<string, Branch>; choices: Seeded; scope: Scope },
): Promise<string> {
  if (does === 'open') {
    const commit = await team.push(name);
    const pullRequestId = await team.open(name);
    branches.set(name, { pullRequestId, commits: [commit], isOver: false });
    return `pull request ${pullRequestId} at ${commit.slice(0, 7)}`;
  }
  const branch = branches.get(name);
  if (branch === undefined) throw new Error(`${name} has no pull request yet`);
  const { pullRequestId, commits } = branch;
  switch (does) {
    case 'push':
      commits.push(await team.push(name));
      return commits.at(-1)?.slice(0, 7) ?? '';
    case 'force-push':
      commits.push(await team.forcePush(name));
      return commits.at(-1)?.slice(0, 7) ?? '';
    case 'go-back': {
      const commit = commits[choices.between(0, commits.length - 1)] ?? '';
      await team.goBack(name, commit);
      return commit.slice(0, 7);
    }
    case 'merge':
      await team.merge(pullRequestId);
      return '';
    case 'close':
      await team.close(pullRequestId);
      return '';
    case 'comment':
      await team.comment(pullRequestId);
      return '';
    case 'delete-status-comment': {
      const [comment] = statusComments(scope, pullRequestId);
      if (comment) await deleteCommentContent.handle({ commentId: comment.id }, asAda(scope));
      // Nothing is written that is written already: only when something changes it is missed.
      commits.push(await team.push(name));
      return `${comment?.id ?? 'none'}, then pushed ${commits.at(-1)?.slice(0, 7)}`;
    }
    case 'stop-a-build':
      return team.stopABuild() ?? 'none runs';
    case 'build-main':
      return team.buildBranch(projectOf('unit'), 'main');
    case 'nothing':
      return '';
  }
}

/** No faults any more, one full sweep, and time for the builds that it starts. */
async function endFaults(simulation: Simulation): Promise<void> {
  simulation.rates = noFaults;
  clearFaults(simulation.world);
  simulation.trace(() => '--- the faults end');
  const sweep = Math.floor(simulation.clock.now() / hourMs) * hourMs + hourMs;
  await passTime(simulation, sweep + 50 * minuteMs);
}

/**
 * Half an hour in which nothing happens: each record is written once at the most, by the hourly look at it. That of a
 * branch whose build still hangs is no matter: it is looked at every ten minutes.
 */
async function expectRest(simulation: Simulation, notes: Notes): Promise<void> {
  const before = new Map([...notes.records].map(([key, { version }]) => [key, version]));
  const builds = [...codebuildState(simulation.scope).builds.values()];
  const hangs = new Set(
    builds.flatMap((one) => (one.buildComplete ? [] : [`branch#${one.projectName} main`])),
  );
  await passTime(simulation, simulation.clock.now() + 30 * minuteMs);
  for (const [key, { version }] of notes.records)
    if (!hangs.has(key) && version > (before.get(key) ?? 0) + 1)
      notes.problems.push(
        `${key} was written ${version - (before.get(key) ?? 0)} times in half an hour of rest`,
      );
}

async function hearEverythingAgain(simulation: Simulation, notes: Notes): Promise<void> {
  const { scope, clock } = simulation;
  const { pending, recent } = eventsState(scope);
  const longest = clock.now() + 12 * hourMs;
  while ((pending.size > 0 || lambdaState(scope).queue.size > 0) && clock.now() < longest)
    await passTime(simulation, clock.now() + 10.5 * minuteMs);
  const before = notes.commentWrites;
  simulation.trace(() => '--- every event comes once more');
  for (const { event } of recent.slice()) putOnBus(scope, 'default', event);
  await passTime(simulation, clock.now() + 5 * minuteMs);
  if (notes.commentWrites > before)
    notes.problems.push(`${notes.commentWrites - before} comments were written though nothing had changed`);
}
