import { defineOperation } from '../../../kernel/service.ts';
import { type Build, snapshotOf } from '../build.ts';
import { findBuild, projectArnOfBuild } from '../names.ts';
import { interruptBuild } from '../queue.ts';

/**
 * Stops a build. One that runs is answered as it is while its commands are being ended; one that has ended is
 * answered as it ended, without an error (facts, section 5).
 */
export const stopBuild = defineOperation<{ id: string }, { build: Build }>({
  resources: (input, scope) => projectArnOfBuild(scope, input.id),
  handle({ id }, scope) {
    const build = findBuild(scope, id);
    interruptBuild(scope, build, 'STOPPED');
    return { build: snapshotOf(build) };
  },
});
