import type { Scope } from '../../kernel/world.ts';
import type { Build, BuildPhase } from './build.ts';
import { publishBuildState } from './events.ts';
import { closePhase, completeBuild, openPhase } from './phases.ts';
import { runBuild } from './run-build.ts';
import { type Interruption, type RunningBuild, runningBuilds } from './running-builds.ts';
import { codebuildState } from './state.ts';

const MINUTE_MS = 60_000;

/**
 * Takes a new build: it is told of, waits for a free place and runs. `onRetry` is called when it failed and is to
 * be repeated, up to the given number of times.
 */
export function submitBuild(
  scope: Scope,
  build: Build,
  onRetry: (failed: Build, limit: number) => void,
): void {
  const phase = openPhase(scope, build, 'SUBMITTED');
  publishBuildState(scope, build);
  closePhase(scope, build, { phase, status: 'SUCCEEDED', next: 'QUEUED' });
  codebuildState(scope).queue.push(build.id);
  awaitPlace(scope, build, onRetry);
}

/** Watches over a build in the queue: it is admitted when there is a place, or times out. */
export function awaitPlace(
  scope: Scope,
  build: Build,
  onRetry: (failed: Build, limit: number) => void,
): void {
  const waitedMs = scope.world.clock.now() - build.startTime.getTime();
  const leftMs = Math.max(0, build.queuedTimeoutInMinutes * MINUTE_MS - waitedMs);
  runningBuilds(scope.world).set(build.arn, {
    controller: new AbortController(),
    cancelTimeout: scope.world.clock.after(leftMs, () => interruptBuild(scope, build, 'TIMED_OUT')),
    onRetry: (limit) => onRetry(build, limit),
  });
  // The caller gets its answer before anything runs.
  scope.world.clock.after(0, () => admitBuilds(scope));
}

/** Ends a build early: one that waits ends at once, one that runs when its runner has let go. */
export function interruptBuild(scope: Scope, build: Build, reason: Interruption): void {
  if (build.buildComplete) return;
  const { queue } = codebuildState(scope);
  const place = queue.indexOf(build.id);
  const running = runningBuilds(scope.world).get(build.arn);
  running?.cancelTimeout();
  if (place === -1) {
    running?.controller.abort(reason);
    return;
  }
  queue.splice(place, 1);
  closePhase(scope, build, { phase: lastPhase(build), status: reason, next: 'COMPLETED' });
  completeBuild(scope, build);
  runningBuilds(scope.world).delete(build.arn);
}

/** Starts builds that wait while there are places free. */
function admitBuilds(scope: Scope): void {
  const { queue, running, builds, accountLimit } = codebuildState(scope);
  while (running.size < accountLimit) {
    const build = builds.get(queue.shift() ?? '');
    if (!build) return;
    running.add(build.id);
    const handle = runningBuilds(scope.world).get(build.arn);
    if (!handle) throw new Error(`Build ${build.id} was admitted without a handle`);
    handle.finished = carryOut(scope, build, handle).catch((error: unknown) => {
      console.error(`The sandbox lost build ${build.id}`, error);
    });
  }
}

async function carryOut(scope: Scope, build: Build, handle: RunningBuild): Promise<void> {
  handle.cancelTimeout();
  handle.cancelTimeout = scope.world.clock.after(build.timeoutInMinutes * MINUTE_MS, () =>
    interruptBuild(scope, build, 'TIMED_OUT'),
  );
  const retryLimit = await runBuild(scope, {
    build,
    queued: lastPhase(build),
    signal: handle.controller.signal,
  });
  handle.cancelTimeout();
  runningBuilds(scope.world).delete(build.arn);
  codebuildState(scope).running.delete(build.id);
  completeBuild(scope, build);
  if (retryLimit > 0 && build.buildStatus === 'FAILED') handle.onRetry(retryLimit);
  admitBuilds(scope);
}

function lastPhase(build: Build): BuildPhase {
  const phase = build.phases.at(-1);
  if (!phase) throw new Error(`Build ${build.id} has no phase`);
  return phase;
}
