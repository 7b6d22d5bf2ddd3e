import type { BusEvent } from '../../sandbox/kernel/offers/events.ts';
import type { World } from '../../sandbox/kernel/world.ts';
import { type Scope, scopeOf } from '../../sandbox/kernel/world.ts';
import { type BuildRunner, buildRunner } from '../../sandbox/services/codebuild/build-runner.ts';
import { type BuildScript, runScripted } from '../../sandbox/services/codebuild/run-scripted.ts';
import { putOnBus } from '../../sandbox/services/events/put-on-bus.ts';
import { eventsState } from '../../sandbox/services/events/state.ts';
import type { InProcessHandler } from '../../sandbox/services/lambda/runner/in-process-runner.ts';
import { type People, people } from '../../tests/support/simulation/people.ts';
import { repositoryName } from '../../tests/support/simulation/pull-requests/configs.ts';
import { type Seeded, seeded } from '../../tests/support/simulation/seeded.ts';
import { type SimulatedClock, simulatedClock } from '../../tests/support/simulation/simulated-clock.ts';
import type { AwsCall } from './count-calls.ts';
import { type Handling, handlings } from './handlings.ts';

/** What a contender's function does with one event; it notes the AWS calls that it makes. */
export type Run = (event: BusEvent, calls: AwsCall[]) => Promise<unknown>;

/** A system that looks after pull requests: how its rules and functions come into a world. */
export interface Contender {
  readonly name: string;
  /** The project whose builds answer pull requests. */
  readonly project: string;
  makeWorld(parts: {
    readonly clock: SimulatedClock;
    readonly ids: Seeded;
    /** Makes what Lambda calls of a function. */
    handler(functionName: string, run: Run): InProcessHandler;
  }): World;
}

/** A world with one contender in it, in which time passes only when told. */
export interface Stage {
  readonly scope: Scope;
  readonly project: string;
  readonly team: People;
  /** How builds that start from now on go. */
  script: BuildScript & { readonly isFault?: boolean };
  /** Every event that a function was given, in order. */
  readonly handled: readonly Handling[];
  /** Lets this much time pass, and everything that is due in it. */
  pass(ms: number): Promise<void>;
  /** From now on functions get such events only when they are released: they are late. */
  hold(isLate: (event: BusEvent) => boolean): void;
  release(): void;
  /** Changes what functions are given, for what the sandbox does not do by itself. */
  alter(change: (event: BusEvent) => BusEvent): void;
  /** Delivers the last such event once more. */
  redeliver(isWanted: (event: BusEvent) => boolean): void;
}

const startOfTime = Date.parse('2026-03-02T09:00:00Z');
const oneMinute = { phases: { BUILD: { seconds: 60 } } };

/** Sets up a world for a contender, with the repository that all cases are about. */
export async function setStage(contender: Contender): Promise<Stage> {
  const clock = simulatedClock(startOfTime, seeded(1, 'ties'));
  const track = handlings();
  const world = contender.makeWorld({ clock, ids: seeded(1, 'ids'), handler: track.handler });
  const scope = scopeOf(world, 'us-east-1');
  const stage: Stage = {
    scope,
    project: contender.project,
    team: people(scope, repositoryName),
    script: oneMinute,
    handled: track.handled,
    pass: (ms) => pass(clock, clock.now() + ms, track.settled),
    hold: track.hold,
    release: track.release,
    alter: track.alter,
    redeliver: (isWanted) => redeliver(scope, isWanted),
  };
  buildRunner.provide(world, scripted(stage));
  await stage.team.begin();
  return stage;
}

async function pass(clock: SimulatedClock, until: number, settled: () => Promise<void>): Promise<void> {
  await settled();
  for (let next = clock.nextAt(); next !== undefined && next <= until; next = clock.nextAt()) {
    await clock.runUntil(next);
    await settled();
  }
  await clock.runUntil(until);
}

function redeliver(scope: Scope, isWanted: (event: BusEvent) => boolean): void {
  const last = eventsState(scope).recent.findLast(({ event }) => isWanted(event));
  if (last === undefined) throw new Error('There was no such event yet');
  putOnBus(scope, last.busName, last.event);
}

/** Builds by the stage's script; `isFault` is CodeBuild's own failure, which `defect` means to the sandbox. */
function scripted(stage: Stage): BuildRunner {
  const runner = runScripted(() => stage.script);
  return {
    open(request) {
      const { isFault } = stage.script;
      const session = runner.open(request);
      const fault = {
        defect: true,
        failure: {
          statusCode: 'INTERNAL_SERVICE_ERROR',
          message: 'There was a problem provisioning the build',
        },
      };
      return {
        close: () => session.close(),
        run: (phase, signal) =>
          isFault && phase === 'BUILD' ? Promise.resolve(fault) : session.run(phase, signal),
      };
    },
  };
}
