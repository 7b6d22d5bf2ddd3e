import { functionsIn, type PackagedFunction } from '../../../bench/packaged-functions.ts';
import { packageStack } from '../../../packaging/package-stack.ts';
import type { BuildScript } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { functionEnvironment } from '../../../sandbox/services/lambda/runner/function-environment.ts';
import type { InProcessHandler } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import { type PackagedHandler, startPackaged } from '../../support/packaged-handler.ts';
import { people } from '../../support/simulation/people.ts';
import { root } from '../../support/source-files.ts';
import { type DeployedStackWorld, deployedStack, saveProjectOf } from '../least-privilege/deployed-stack.ts';
import { type ProvenFunction, provenFunctions, stackNameOf } from '../least-privilege/names.ts';
import { worldBehindAnAddress } from './world-behind-an-address.ts';

/** The second repository of this stack's configuration, and its project. */
export const otherRepository = 'harbor-charts';
export const otherProject = 'harbor-charts-ci';

/** The stack with two repositories, as it is packaged. */
export const packagedPair = () => packageStack(root, { configFile: 'tests/sandbox/packaged/drawbridge.yml' });

/**
 * The packaged stack, and in it the handlers out of the zips: they reach the sandbox over HTTP with the credentials of
 * their roles, in simulated time. Every build does as the script says: it takes two minutes and fails. Functions that are not named do nothing.
 */
export async function packagedStack(
  functions: readonly ProvenFunction[] = provenFunctions,
  script: BuildScript = failing,
): Promise<DeployedStackWorld> {
  const packaged = await packagedPair();
  const zips = functionsIn(packaged.artifactFolder);
  const stack = await deployedStack(worldBehindAnAddress(script), functions, {
    packaged,
    handlersOf: (deployed) =>
      zips
        .filter(({ name }) => functions.some((one) => one === name))
        .map((zip) => [stackNameOf(zip.name as ProvenFunction), handlerOf(deployed, zip)] as const),
  });
  saveProjectOf(stack.scope, { project: otherProject, repository: otherRepository });
  await people(stack.scope, otherRepository).begin();
  return stack;
}

const failing: BuildScript = {
  phases: {
    BUILD: { seconds: 120, output: ['1 test failed'], failure: { command: 'npm test', exitStatus: 1 } },
  },
};

/** How long a process serves: shorter than the credentials it started with are good for. */
const processLivesMs = 30 * 60_000;

function handlerOf(stack: DeployedStackWorld, zip: PackagedFunction): InProcessHandler {
  let process: { readonly handle: PackagedHandler; readonly until: number } | undefined;
  return async (event, context) => {
    const work = {};
    stack.atWork.add(work);
    try {
      const now = stack.clock.now();
      if (process === undefined || process.until < now)
        process = { handle: start(stack, zip), until: now + processLivesMs };
      const answer = await process.handle(event, context);
      stack.log.push(`${zip.name}: ${JSON.stringify(answer)}`);
      return answer;
    } catch (error) {
      stack.log.push(`${zip.name} failed: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    } finally {
      stack.atWork.delete(work);
    }
  };
}

function start({ scope, clock, log }: DeployedStackWorld, zip: PackagedFunction): PackagedHandler {
  const version = lambdaState(scope).functions.get(stackNameOf(zip.name as ProvenFunction))?.latest;
  if (version === undefined) throw new Error(`The stack has no function ${zip.name}`);
  const place = { folder: '/var/task', logStream: 'packaged', runtimeApi: '' };
  return startPackaged(zip, {
    environment: functionEnvironment(scope, version, place),
    clock,
    log: (line) => log.push(`${zip.name} logs ${line}`),
  });
}
