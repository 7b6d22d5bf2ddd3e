import type { World } from '../../../sandbox/kernel/world.ts';
import { type Scope, scopeOf } from '../../../sandbox/kernel/world.ts';
import { type BuildScript, runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import type { InProcessHandler } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import type { Config } from '../../../shared/config/schema.ts';
import type { AwsAnswer, AwsRequest } from './aws-request.ts';
import { callFate, deathOf, type FaultRates, noFaults } from './faults.ts';
import { FunctionCall } from './function-call.ts';
import { type FunctionName, functionFiles, functionNames, type ProgramName } from './function-files.ts';
import { giveBack, takeProcess } from './process-pool.ts';
import { type FunctionProcess, type ProcessParts, startProcess } from './processes.ts';
import { type Programs, sourcePrograms } from './programs.ts';
import { problemOfSize } from './record-sizes.ts';
import { runnerBuilds } from './runner-builds.ts';
import { scriptedBuilds } from './scripted-builds.ts';
import { type Seeded, seeded } from './seeded.ts';
import { type SimulatedClock, simulatedClock } from './simulated-clock.ts';
import { simulatedWorld, stackNameOf } from './simulated-world.ts';

/** How one accepted event ended in its last try. */
export interface Ending {
  readonly name: ProgramName;
  readonly decision: string;
  readonly reason: string;
}

/** What a run is told about AWS calls that had their effect. */
export type Watch = (request: AwsRequest, call: FunctionCall) => void | Promise<void>;

/** One run: a world with the functions in it, and what became of every event they were given. */
export interface Simulation {
  readonly seed: number;
  readonly config: Config;
  readonly clock: SimulatedClock;
  readonly world: World;
  readonly scope: Scope;
  /** What goes wrong from now on. */
  rates: FaultRates;
  /** By the request id of the event. */
  readonly endings: Map<string, Ending>;
  /** What did not hold of what any function did, whatever it works on: in words. */
  readonly problems: string[];
  /** Writes a line with the time in front when the run is traced. */
  trace(line: () => string): void;
  /** What was traced. */
  readonly lines: readonly string[];
  /** Gives the function processes back; the run is over. */
  close(): void;
}

/** Has the sandbox do an AWS call. */
export type Send = (request: AwsRequest) => Promise<AwsAnswer>;

/** How a test changes a function: to hold an event back, or to break what the invariants must notice. */
export type Alter = (name: FunctionName, handle: InProcessHandler) => InProcessHandler;

export interface SimulationParts {
  readonly seed: number;
  readonly config: Config;
  /** What the functions are made of; their sources when absent. */
  readonly programs?: Programs;
  /** The functions that the stack has; those that pull requests need when absent. */
  readonly functions?: readonly FunctionName[];
  readonly isTraced?: boolean;
  /** Builds that one project runs at once. */
  readonly roomForBuilds?: number;
  /** How every build goes; as the seed decides when absent. */
  readonly script?: BuildScript;
  /** What a failing build prints; the line that tells why when absent. */
  readonly print?: () => readonly string[];
  readonly watch?: Watch;
  readonly alter?: Alter;
  /** Stands between a function and the sandbox, for tests that break something on purpose. */
  intercept?(request: AwsRequest, send: Send): Promise<AwsAnswer>;
}

/** The day on which everything happens. */
export const startOfTime = Date.parse('2026-03-02T09:00:00Z');

/** Puts a world together in which nothing has happened yet; times and chances follow from the seed alone. */
export function startSimulation(parts: SimulationParts): Simulation {
  const { seed, config } = parts;
  const atWork = new Set<FunctionCall>();
  const isAtRest = () => [...atWork].every((call) => call.isAtRest);
  const clock = simulatedClock(startOfTime, seeded(seed, 'ties'), isAtRest);
  const lines: string[] = [];
  const run: Run = {
    parts,
    clock,
    calls: seeded(seed, 'calls'),
    processes: seeded(seed, 'processes'),
    runIds: seeded(seed, 'run ids'),
    idle: [],
    atWork,
    cold: new Set(),
    simulation: undefined as never,
    count: 0,
  };
  const world = simulatedWorld({
    clock,
    ids: seeded(seed, 'ids'),
    builds: runnerBuilds(
      parts.script
        ? runScripted(() => parts.script ?? {})
        : scriptedBuilds(seeded(seed, 'builds'), parts.print),
      handlerOf(run, 'replication-runner', eightHours),
    ),
    config,
    functions: functionFiles(parts.functions ?? functionNames, config),
    ...(parts.roomForBuilds !== undefined && { roomForBuilds: parts.roomForBuilds }),
    run: (name, timeout) => (parts.alter ?? unaltered)(name, handlerOf(run, name, timeout)),
  });
  const simulation: Simulation = {
    seed,
    config,
    clock,
    world,
    scope: scopeOf(world, 'us-east-1'),
    rates: noFaults,
    endings: new Map(),
    problems: [],
    lines,
    trace: (line) => {
      if (parts.isTraced) lines.push(`${new Date(clock.now()).toISOString().slice(5, 23)} ${line()}`);
    },
    close: () => {
      for (const process of run.idle.splice(0)) giveBack(process);
    },
  };
  run.simulation = simulation;
  return simulation;
}

interface Run {
  readonly parts: SimulationParts;
  readonly clock: SimulatedClock;
  readonly calls: Seeded;
  readonly processes: Seeded;
  readonly runIds: Seeded;
  readonly idle: FunctionProcess[];
  readonly atWork: Set<FunctionCall>;
  /** Processes that must still fetch the badge key. */
  readonly cold: Set<FunctionProcess>;
  simulation: Simulation;
  count: number;
}

/** The time-out of the runner's builds. */
const eightHours = 8 * 3_600;

const unaltered: Alter = (_name, handle) => handle;

/** What Lambda runs for one function: a free process takes the event, lives or dies, and is told from the outside. */
function handlerOf(run: Run, name: ProgramName, timeoutSeconds: number): InProcessHandler {
  return async (event, { awsRequestId }) => {
    const { simulation } = run;
    run.count += 1;
    const label = `${name}/${run.count}`;
    const process = processFor(run, name);
    const call = new FunctionCall(surroundingsOf(run, process, label), deathOf(simulation.rates, run.calls));
    process.caller = call;
    run.atWork.add(call);
    simulation.trace(() => `${label} is given ${describeEvent(event)}`);
    const cancelTimeout = run.clock.after(timeoutSeconds * 1_000, () =>
      call.die(`Task timed out after ${timeoutSeconds} seconds`),
    );
    try {
      const handled = await Promise.race([process.handle(event, { requestId: awsRequestId }), call.died]);
      simulation.endings.set(awsRequestId, { name, ...handled });
      simulation.trace(() => `${label} ${handled.decision}: ${handled.reason}`);
      run.idle.push(process);
      return handled;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      simulation.endings.set(awsRequestId, { name, decision: 'failed', reason });
      simulation.trace(() => `${label} fails: ${reason}`);
      if (!call.isDead) run.idle.push(process);
      throw error;
    } finally {
      cancelTimeout();
      call.end();
      run.atWork.delete(call);
    }
  };
}

function processFor(run: Run, name: ProgramName): FunctionProcess {
  const index = run.idle.findIndex((process) => process.name === name);
  const idle = index < 0 ? undefined : run.idle.splice(index, 1)[0];
  if (idle) return idle;
  if (!run.processes.chance(0.1)) return takeProcess(name, partsOf(run));
  const process = startProcess(name, partsOf(run));
  run.cold.add(process);
  return process;
}

function partsOf({ parts }: Run): ProcessParts {
  return { config: parts.config, programs: parts.programs ?? sourcePrograms };
}

function surroundingsOf(run: Run, process: FunctionProcess, label: string) {
  const { parts, simulation, clock } = run;
  const role = roleOf(process.name);
  const toSandbox: Send = (request) => {
    simulation.problems.push(...problemOfSize(request));
    return request.perform(simulation.world, request.input, role);
  };
  return {
    clock,
    label,
    runId: run.runIds.hex(32),
    tries: 1 + Math.floor(run.calls.random() * 3),
    knowsBadgeKey: !run.cold.has(process),
    fate: (name: string) => callFate(simulation.rates, seeded(simulation.seed, `${label} ${name}`)),
    send: (request: AwsRequest) =>
      parts.intercept ? parts.intercept(request, toSandbox) : toSandbox(request),
    watch: async (request: AwsRequest, call: FunctionCall) => parts.watch?.(request, call),
    trace: simulation.trace,
  };
}

/** The role that a program acts as; the build that takes over has one that no stack function has. */
function roleOf(name: ProgramName): string | undefined {
  return name === 'replication-runner' ? undefined : stackNameOf(name);
}

/** An event in a few words: what it names and says, not all it holds. */
function describeEvent(event: unknown): string {
  const { detail, drawbridge, ...rest } = event as { detail?: Record<string, unknown>; drawbridge?: string };
  if (drawbridge !== undefined) return JSON.stringify(event);
  if (detail === undefined) return JSON.stringify(rest);
  const { event: what, pullRequestId, sourceCommit } = detail;
  if (pullRequestId !== undefined)
    return `${String(what)} of pull request ${String(pullRequestId)} at ${String(sourceCommit).slice(0, 7)}`;
  if (detail['build-id'] !== undefined)
    return `${String(detail['build-status'])} of ${String(detail['build-id']).split(':build/')[1]}`;
  return 'a scheduled event';
}
