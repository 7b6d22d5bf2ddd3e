import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packageStack } from '../../../packaging/package-stack.ts';
import { readConfig } from '../../../packaging/read-config.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import { createWorld, type Scope, scopeOf } from '../../../sandbox/kernel/world.ts';
import { deployStack } from '../../../sandbox/services/cloudformation/deploy-stack.ts';
import { buildRunner } from '../../../sandbox/services/codebuild/build-runner.ts';
import { type BuildScript, runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { saveProject } from '../../../sandbox/services/codebuild/save-project.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/git-backend.ts';
import { gitInMemory } from '../../../sandbox/services/codecommit/git-in-memory.ts';
import { functionRunner } from '../../../sandbox/services/lambda/function-runner.ts';
import {
  type InProcessHandler,
  inProcessRunner,
} from '../../../sandbox/services/lambda/in-process-runner.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { type People, people } from '../../support/simulation/people.ts';
import { seeded } from '../../support/simulation/seeded.ts';
import { type SimulatedClock, simulatedClock } from '../../support/simulation/simulated-clock.ts';
import { root } from '../../support/source-files.ts';
import { stackFunctions } from './stack-functions.ts';

/** The packaged stack in a world of its own: real roles, rules, queues and policies; builds and time are simulated. */
export interface DeployedStackWorld {
  readonly scope: Scope;
  readonly clock: SimulatedClock;
  /** Those who work on the repository. */
  readonly team: People;
  /** What functions returned, and why they failed: what their log says. */
  readonly log: string[];
  /** One for each event that a function is at work on. */
  readonly atWork: Set<object>;
  /** The next call of this operation is the last thing that a function does: it dies when the call is done. */
  dieAfter: string | undefined;
}

/** The project and repository that drawbridge.yml names. */
export const project = 'harbor-ledger-ci';
export const repository = 'harbor-ledger';

const start = Date.parse('2026-03-02T09:00:30Z');

/** The stack as it is packaged when the tests begin: others may package it again meanwhile. */
let packaged: Promise<{ readonly templateFile: string; readonly artifactFolder: string }> | undefined;

async function keepPackage() {
  const { templateFile, artifactFolder: source } = await packageStack(root);
  const artifactFolder = await mkdtemp(join(tmpdir(), 'drawbridge-stack-'));
  for (const file of await readdir(source))
    if (/\.(zip|json)$/.test(file)) await copyFile(join(source, file), join(artifactFolder, file));
  return { templateFile: join(artifactFolder, basename(templateFile)), artifactFolder };
}

/** Removes what the deployments needed. */
export async function removePackage(): Promise<void> {
  if (packaged) await rm((await packaged).artifactFolder, { recursive: true });
}

/** Deploys the compiled template. Every build goes by the script. */
export async function deployedStack(script: BuildScript): Promise<DeployedStackWorld> {
  const { templateFile, artifactFolder } = await (packaged ??= keepPackage());
  const atWork = new Set<object>();
  const clock = simulatedClock(start, seeded(1, 'ties'), () => atWork.size === 0);
  const ids = seeded(1, 'ids');
  const world = createWorld({ clock, ids: idsFrom(ids.hex, ids.random), folder: '/nowhere' });
  const scope = scopeOf(world, 'us-east-1');
  const handlers = new Map<string, InProcessHandler>();
  gitBackend.provide(world, gitInMemory());
  buildRunner.provide(
    world,
    runScripted(() => script),
  );
  objectFiles.provide(world, objectFilesInMemory());
  functionRunner.provide(world, inProcessRunner(handlers));
  await deployStack(scope, { templateFile, artifactFolder, stackName: 'drawbridge-sandbox' });
  saveProject(scope, {
    name: project,
    source: {
      type: 'CODECOMMIT',
      location: `https://git-codecommit.us-east-1.amazonaws.com/v1/repos/${repository}`,
    },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: `arn:aws:iam::${scope.account}:role/builds`,
  });
  const stack: DeployedStackWorld = {
    scope,
    clock,
    team: people(scope, repository),
    log: [],
    atWork,
    dieAfter: undefined,
  };
  // The other functions of the stack do nothing here: what they do has tests of its own.
  for (const name of lambdaState(scope).functions.keys()) handlers.set(name, () => 'not part of this');
  for (const [name, handler] of stackFunctions(stack, readConfig(root))) handlers.set(name, handler);
  await stack.team.begin();
  return stack;
}

/** Lets time pass. */
export function pass(stack: DeployedStackWorld, minutes: number): Promise<void> {
  return stack.clock.runUntil(stack.clock.now() + minutes * 60_000);
}
