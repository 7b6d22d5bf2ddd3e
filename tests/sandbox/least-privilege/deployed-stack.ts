import type { PackagedStack } from '../../../packaging/package-stack.ts';
import { type Scope, scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { deployStack } from '../../../sandbox/services/cloudformation/deploy-stack.ts';
import { saveProject } from '../../../sandbox/services/codebuild/save-project.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import {
  type InProcessHandler,
  inProcessRunner,
} from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import { type People, people } from '../../support/simulation/people.ts';
import { seeded } from '../../support/simulation/seeded.ts';
import { type SimulatedClock, simulatedClock } from '../../support/simulation/simulated-clock.ts';
import { configOfTour, tourStack } from '../../support/tour-stack.ts';
import { type ProvenFunction, project, repository, stackName } from './names.ts';
import { stackFunctions } from './stack-functions.ts';

/** The packaged stack in a world of its own: real roles, rules, queues and policies; time is simulated. */
export interface DeployedStackWorld {
  readonly scope: Scope;
  readonly clock: SimulatedClock;
  /** Those who work on the repository. */
  readonly team: People;
  /** What functions returned, and why they failed: what their log says. */
  readonly log: string[];
  /** One for each thing that time waits for: an event that a function is at work on, a phase of a build. */
  readonly atWork: Set<object>;
  /** The next call of this operation is the last thing that a function does: it dies when the call is done. */
  dieAfter: string | undefined;
  close(): Promise<void>;
}

/** Makes what a stack is deployed into. */
export type GroundOf = (parts: {
  readonly clock: SimulatedClock;
  readonly atWork: Set<object>;
}) => Promise<{ readonly world: World; close(): Promise<void> }>;

const start = Date.parse('2026-03-02T09:00:30Z');

/** A stack and what runs in it. */
interface Deployment {
  readonly packaged: PackagedStack;
  /** Gives what runs in place of each function, by its name in the stack. */
  handlersOf(stack: DeployedStackWorld): readonly (readonly [string, InProcessHandler])[];
}

/**
 * Deploys the compiled template. Only the functions that are named do anything: what others do is another story. It
 * is the tour's stack, with the functions run from their sources, unless another deployment is given.
 */
export async function deployedStack(
  groundOf: GroundOf,
  functions: readonly ProvenFunction[],
  deployment?: Deployment,
): Promise<DeployedStackWorld> {
  const { packaged, handlersOf } = deployment ?? (await fromSources(functions));
  const { templateFile, artifactFolder } = packaged;
  const atWork = new Set<object>();
  const clock = simulatedClock(start, seeded(1, 'ties'), () => atWork.size === 0);
  const { world, close } = await groundOf({ clock, atWork });
  const scope = scopeOf(world, 'us-east-1');
  const handlers = new Map<string, InProcessHandler>();
  functionRunner.provide(world, inProcessRunner(handlers));
  await deployStack(scope, { templateFile, artifactFolder, stackName });
  saveProjectOf(scope, { project, repository });
  const team = people(scope, repository);
  const stack: DeployedStackWorld = { scope, clock, team, log: [], atWork, dieAfter: undefined, close };
  for (const name of lambdaState(scope).functions.keys()) handlers.set(name, () => 'not part of this');
  for (const [name, handler] of handlersOf(stack)) handlers.set(name, handler);
  await team.begin();
  return stack;
}

async function fromSources(functions: readonly ProvenFunction[]): Promise<Deployment> {
  return {
    packaged: await tourStack(),
    handlersOf: (stack) => stackFunctions(stack, { config: configOfTour(), functions }),
  };
}

/** Makes the project that builds a repository. */
export function saveProjectOf(scope: Scope, parts: { project: string; repository: string }): void {
  saveProject(scope, {
    name: parts.project,
    source: {
      type: 'CODECOMMIT',
      location: `https://git-codecommit.us-east-1.amazonaws.com/v1/repos/${parts.repository}`,
    },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: `arn:aws:iam::${scope.account}:role/builds`,
  });
}

/** Lets time pass. */
export function pass(stack: DeployedStackWorld, minutes: number): Promise<void> {
  return stack.clock.runUntil(stack.clock.now() + minutes * 60_000);
}
