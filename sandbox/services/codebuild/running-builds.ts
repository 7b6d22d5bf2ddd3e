import type { World } from '../../kernel/world.ts';

/** Why a build is ended before its time. */
export type Interruption = 'STOPPED' | 'TIMED_OUT';

/** The handle on a build that waits or runs. */
export interface RunningBuild {
  readonly controller: AbortController;
  /** Cancels the time-out that runs at present. */
  cancelTimeout: () => void;
  /** Told when the build failed and its settings ask for up to `limit` repeats. */
  readonly onRetry: (limit: number) => void;
  /** Settles when the build has ended and tidied up; absent while it waits in the queue. */
  finished?: Promise<void>;
}

const KEY = 'codebuild-running-builds';

/** The handles of a world's builds by ARN. They hold timers and callbacks, so they are no part of the state. */
export function runningBuilds(world: World): Map<string, RunningBuild> {
  let builds = world.backends.get(KEY) as Map<string, RunningBuild> | undefined;
  if (!builds) {
    builds = new Map();
    world.backends.set(KEY, builds);
  }
  return builds;
}
