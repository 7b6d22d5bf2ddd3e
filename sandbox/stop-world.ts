import { setTimeout as delay } from 'node:timers/promises';
import type { RealClock } from './kernel/clock.ts';
import type { World } from './kernel/world.ts';
import { closeBuilds } from './services/codebuild/resume-builds.ts';
import { functionRunner } from './services/lambda/runner/function-runner.ts';

/** How long builds may take to end their processes before the sandbox goes without them. */
const patienceMs = 3000;

/** Ends every process of the world's builds and functions, then its time, so that nothing happens in it any more. */
export async function stopWorld(world: World, clock: RealClock): Promise<void> {
  await Promise.race([closeBuilds(world), delay(patienceMs, undefined, { ref: false })]);
  await functionRunner.of(world).close();
  clock.stop();
}
