import type { BuildScript } from '../../../../sandbox/services/codebuild/run-scripted.ts';
import { pullRequestOf } from '../../../../sandbox/services/codecommit/pull-requests/pull-requests.ts';
import { dynamodbState } from '../../../../sandbox/services/dynamodb/state.ts';
import type { InProcessHandler } from '../../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { people } from '../people.ts';
import { prepareClients } from '../processes.ts';
import { tableName } from '../simulated-world.ts';
import { type Alter, type Simulation, startSimulation } from '../simulation.ts';
import { fullSweepMs, passTime } from '../sweeps.ts';
import { checkEnd } from './check-end.ts';
import { configs, repositoryName } from './configs.ts';
import { readComment, statusComments } from './oracle.ts';

/** The events of the short history: a pull request is created and pushed to, and each commit's build begins and ends. */
export const historyEvents = [
  'created',
  'first build began',
  'pushed',
  'second build began',
  'first build ended',
  'second build ended',
] as const;
export type HistoryEvent = (typeof historyEvents)[number];

const minuteMs = 60_000;
const passing: BuildScript = { phases: { BUILD: { seconds: 300 } } };

/**
 * Plays the short history and hands its events to the function one after the other in this order, an event that is
 * named twice once more. An order that needs an event before it can have happened is possible too: what the events
 * do not tell, the sweep finds out. Gives what is left in the end, without numbers and times, and whatever is wrong.
 */
export async function playInOrder(
  order: readonly HistoryEvent[],
): Promise<{ readonly end: unknown; readonly problems: readonly string[] }> {
  await prepareClients();
  const gate = gateFor(order);
  const simulation = startSimulation({ seed: 1, config: configs[1], alter: gate.alter, script: passing });
  const team = people(simulation.scope, repositoryName);
  await team.begin();
  gate.commits.push(await team.push('feature'));
  const pullRequestId = await team.open('feature');
  await passTime(simulation, simulation.clock.now() + 3 * minuteMs);
  gate.commits.push(await team.push('feature'));
  for (let sweeps = 0; sweeps <= order.length; sweeps += 1) {
    await passTime(simulation, simulation.clock.now() + fullSweepMs + 5 * minuteMs);
    if (gate.isPassed()) break;
    gate.skipWhatNeverCame();
  }
  await passTime(simulation, simulation.clock.now() + 10 * minuteMs);
  simulation.close();
  return {
    end: theEndOf(simulation, pullRequestId),
    problems: checkEnd(simulation, { stopped: new Set(), logsAreDenied: false }),
  };
}

function theEndOf({ scope }: Simulation, pullRequestId: string): unknown {
  const comments = statusComments(scope, pullRequestId);
  const said = readComment(comments.map(({ content }) => content).join('\n'));
  const items = dynamodbState(scope).tables.get(tableName)?.items.values.values() ?? [];
  const item = [...items].find(({ pk }) => pk?.['S'] === `pull-request#${pullRequestId}`);
  // Without a record there is nothing to compare, and reading it fails the test.
  const record = JSON.parse(String(item?.['record']?.['S'])) as EndRecord;
  const head = pullRequestOf(scope, pullRequestId).sourceCommit;
  return {
    comments: comments.length,
    headline: said.headline,
    isAboutTheTip: said.commit === head.slice(0, 7),
    rows: said.rows.map((row) => row.replace(/#\d+/, '#n')),
    status: record.commits[head]?.['unit']?.status,
    isAtTheTip: record.head === head,
  };
}

interface EndRecord {
  readonly head: string;
  readonly commits: Readonly<Record<string, Readonly<Record<string, { readonly status: string }>>>>;
}

/** Lets the events through in the order that is wanted. */
function gateFor(order: readonly HistoryEvent[]) {
  const commits: string[] = [];
  const arrived = new Map<HistoryEvent, () => Promise<unknown>>();
  let next = 0;
  let isBusy = false;
  const letThrough = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let run = arrived.get(order[next] ?? 'created'); next < order.length && run; ) {
      await run();
      next += 1;
      run = arrived.get(order[next] ?? 'created');
    }
    isBusy = false;
  };
  const alter: Alter = (name, handle) =>
    name !== 'validate-pull-request' ? handle : hold({ handle, commits, arrived, letThrough });
  return {
    commits,
    alter,
    isPassed: () => next >= order.length,
    skipWhatNeverCame() {
      while (next < order.length && !arrived.has(order[next] ?? 'created')) next += 1;
      void letThrough();
    },
  };
}

interface Held {
  readonly handle: InProcessHandler;
  readonly commits: readonly string[];
  readonly arrived: Map<HistoryEvent, () => Promise<unknown>>;
  letThrough(): Promise<void>;
}

/** Due work and builds that the history does not know go straight through; its events wait for their turn. */
function hold({ handle, commits, arrived, letThrough }: Held): InProcessHandler {
  return (event, context) => {
    const name = nameOf(event, commits);
    if (name === undefined || arrived.has(name)) return handle(event, context);
    return new Promise((resolve) => {
      arrived.set(name, async () => resolve(await handle(event, context)));
      void letThrough();
    });
  };
}

interface HistoryDetail {
  readonly event?: string;
  readonly 'build-status'?: string;
  readonly 'additional-information'?: { readonly 'source-version'?: string };
}

function nameOf(event: unknown, commits: readonly string[]): HistoryEvent | undefined {
  // Due work has no detail; the others are the sandbox's events.
  const { detail = {} } = event as { detail?: HistoryDetail };
  if (detail.event === 'pullRequestCreated') return 'created';
  if (detail.event === 'pullRequestSourceBranchUpdated') return 'pushed';
  const version = detail['additional-information']?.['source-version'];
  if (version === undefined) return undefined;
  const which = version === commits[0] ? 'first' : 'second';
  return `${which} build ${detail['build-status'] === 'IN_PROGRESS' ? 'began' : 'ended'}`;
}
