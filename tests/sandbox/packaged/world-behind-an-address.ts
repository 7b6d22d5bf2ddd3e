import { startServer } from '../../../sandbox/server/start-server.ts';
import type { BuildScript } from '../../../sandbox/services/codebuild/run-scripted.ts';
import type { GroundOf } from '../least-privilege/deployed-stack.ts';
import { worldInMemory } from '../least-privilege/world-in-memory.ts';

/** A world without files and processes that is reached over HTTP, as packaged functions reach AWS. */
export function worldBehindAnAddress(script: BuildScript): GroundOf {
  return async (parts) => {
    const { world, close } = await worldInMemory(script)(parts);
    const server = await startServer(world, { port: 0 });
    return {
      world,
      async close() {
        await server.close();
        await close();
      },
    };
  };
}
