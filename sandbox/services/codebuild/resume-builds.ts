import { type Scope, scopeOf, type World } from '../../kernel/world.ts';
import type { Build } from './build.ts';
import { closePhase, completeBuild } from './phases.ts';
import { awaitPlace } from './queue.ts';
import { runningBuilds } from './running-builds.ts';
import { retryAutomatically } from './start.ts';
import { codebuildState } from './state.ts';

/**
 * After a restart: builds that waited wait again, builds that ran lost their processes and end as FAULT, so that
 * none stays IN_PROGRESS for ever.
 */
export function resumeBuilds(world: World): void {
  for (const scope of scopesOf(world)) resumeIn(scope);
}

/**
 * Ends the builds that run, with their processes, before the sandbox itself ends. Builds that wait stay in the
 * queue, for a later start from the same state.
 */
export async function closeBuilds(world: World): Promise<void> {
  const waiting = scopesOf(world).map((scope) => {
    const { queue } = codebuildState(scope);
    return { queue, ids: queue.splice(0) };
  });
  const handles = [...runningBuilds(world).values()];
  for (const { cancelTimeout, controller } of handles) {
    cancelTimeout();
    controller.abort('STOPPED');
  }
  await Promise.all(handles.flatMap(({ finished }) => (finished ? [finished] : [])));
  for (const { queue, ids } of waiting) queue.push(...ids);
}

function scopesOf(world: World): Scope[] {
  return [...world.states.keys()].flatMap((key) => {
    const region = /^codebuild\/\d+\/(.+)$/.exec(key)?.[1];
    return region === undefined ? [] : [scopeOf(world, region)];
  });
}

function resumeIn(scope: Scope): void {
  const { builds, queue, running } = codebuildState(scope);
  running.clear();
  for (const build of builds.values()) {
    if (build.buildComplete) continue;
    if (queue.includes(build.id)) {
      awaitPlace(scope, build, (failed, limit) => retryAutomatically(scope, failed, limit));
    } else endLost(scope, build);
  }
}

function endLost(scope: Scope, build: Build): void {
  const phase = build.phases.at(-1);
  const context = {
    statusCode: 'INTERNAL_ERROR',
    message: 'The sandbox was stopped while the build ran',
  };
  if (phase && phase.phaseType !== 'COMPLETED') {
    closePhase(scope, build, { phase, status: 'FAULT', context, next: 'COMPLETED' });
  }
  completeBuild(scope, build);
}
