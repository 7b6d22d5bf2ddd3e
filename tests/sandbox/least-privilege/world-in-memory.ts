import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import { buildRunner } from '../../../sandbox/services/codebuild/build-runner.ts';
import { type BuildScript, runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitInMemory } from '../../../sandbox/services/codecommit/objects/git-in-memory.ts';
import { services } from '../../../sandbox/services/index.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { seeded } from '../../support/simulation/seeded.ts';
import type { GroundOf } from './deployed-stack.ts';

/** A world without files, processes or sockets, in which every build goes by the script, or by its own. */
export function worldInMemory(script: BuildScript | Parameters<typeof runScripted>[0]): GroundOf {
  return async ({ clock }) => {
    const ids = seeded(1, 'ids');
    const world = createWorld({
      services,
      adminSecret: 'test',
      clock,
      ids: idsFrom(ids.hex, ids.random),
      folder: '/nowhere',
    });
    gitBackend.provide(world, gitInMemory());
    buildRunner.provide(world, runScripted(typeof script === 'function' ? script : () => script));
    objectFiles.provide(world, objectFilesInMemory());
    return { world, close: async () => undefined };
  };
}
