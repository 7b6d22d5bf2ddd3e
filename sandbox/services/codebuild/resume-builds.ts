import { type Scope, scopeOf, type World } from '../../kernel/world.ts';
import type { Build } from './build.ts';
import { closePhase, completeBuild } from './phases.ts';
import { awaitPlace } from './queue.ts';
import { retryAutomatically } from './start.ts';
import { codebuildState } from './state.ts';

/**
 * After a restart: builds that waited wait again, builds that ran lost their processes and end as FAULT, so that
 * none stays IN_PROGRESS for ever.
 */
export function resumeBuilds(world: World): void {
  for (const key of world.states.keys()) {
    const region = /^codebuild\/\d+\/(.+)$/.exec(key)?.[1];
    if (region !== undefined) resumeIn(scopeOf(world, region));
  }
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
