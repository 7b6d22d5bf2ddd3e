import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makePrivateFolder } from './access/private-file.ts';
import { realClock } from './kernel/clock.ts';
import { createWorld } from './kernel/create-world.ts';
import { randomIds } from './kernel/ids.ts';
import { scopeOf, type World } from './kernel/world.ts';
import { keepStates, restoreStates, type StateKeeper } from './server/keep-states.ts';
import { type RunningServer, startServer } from './server/start-server.ts';
import { deployStack, type StackDeployment } from './services/cloudformation/deploy-stack.ts';
import { buildRunner } from './services/codebuild/build-runner.ts';
import { runProcesses } from './services/codebuild/run-processes.ts';
import { gitBackend } from './services/codecommit/objects/git-backend.ts';
import { gitOnDisk } from './services/codecommit/objects/git-on-disk.ts';
import { services } from './services/index.ts';
import { functionRunner } from './services/lambda/runner/function-runner.ts';
import { processRunner } from './services/lambda/runner/process-runner.ts';
import { objectFiles } from './services/s3/object-files.ts';
import { objectFilesOnDisk } from './services/s3/object-files-on-disk.ts';
import { stopWorld } from './stop-world.ts';

export interface SandboxOptions {
  /** The administrator's secret; one that nobody can guess when absent. */
  readonly adminSecret?: string;
  /** 0, or none, takes any port that is free. */
  readonly port?: number;
  /** How many times faster than real time it runs; 1 when absent. */
  readonly speed?: number;
  /** Where files are kept, closed to other users; a temporary folder that goes away with the sandbox when absent. */
  readonly folder?: string;
  /** Keeps what the services remember in `folder` too, and begins with what is there. */
  readonly persist?: boolean;
  /** A packaged stack that is deployed before anybody is told that the sandbox is ready. */
  readonly template?: StackDeployment;
  /** Where it is deployed; us-east-1 when absent. */
  readonly region?: string;
}

/** A sandbox that runs. */
export interface Sandbox {
  readonly world: World;
  readonly server: RunningServer;
  /** Ends the processes it started, writes what is to be kept, and stops listening. Twice is once. */
  stop(): Promise<void>;
}

/**
 * Puts a world together with real git, builds and functions, and listens. Rejects with a sentence, and leaves
 * nothing running, when the port is taken, the folder cannot be read or the stack cannot be deployed.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { speed = 1, adminSecret } = options;
  const folder = options.folder
    ? resolve(options.folder)
    : await mkdtemp(join(tmpdir(), 'drawbridge-sandbox-'));
  const removeFolder = async (): Promise<void> => {
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  await makePrivateFolder(folder);
  const clock = realClock(speed);
  const world = createWorld({ services, clock, ids: randomIds(), folder, speed, adminSecret });
  provideBackends(world);
  const keeper = options.persist ? await keptStates(world) : undefined;
  const server = await listen(world, options, keeper).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  const stop = once(async (): Promise<void> => {
    await server.close();
    // Written first: a build that runs now is told after a restart that it lost its processes.
    await keeper?.close();
    await stopWorld(world, clock);
    await removeFolder();
  });
  try {
    if (keeper) for (const service of services) await service.resume?.(world);
    await deployTemplate(world, options);
  } catch (error) {
    await stop();
    throw error;
  }
  return { world, server, stop };
}

async function deployTemplate(
  world: World,
  { template, region = 'us-east-1' }: SandboxOptions,
): Promise<void> {
  if (template) await deployStack(scopeOf(world, region), template);
}

/** The first call runs it; every further one waits for the same end. */
function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}

function listen(world: World, options: SandboxOptions, keeper?: StateKeeper): Promise<RunningServer> {
  return startServer(world, {
    port: options.port ?? 0,
    ...(keeper && { afterRequest: () => keeper.touch() }),
  });
}

function provideBackends(world: World): void {
  buildRunner.provide(world, runProcesses());
  gitBackend.provide(world, gitOnDisk(world.folder));
  functionRunner.provide(world, processRunner(world));
  objectFiles.provide(world, objectFilesOnDisk(world.folder));
}

async function keptStates(world: World): Promise<StateKeeper> {
  await restoreStates(world, world.folder);
  return keepStates(world, world.folder);
}
