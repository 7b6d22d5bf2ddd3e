import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import { startServer } from '../../../sandbox/server/start-server.ts';
import { type BuildRunner, buildRunner } from '../../../sandbox/services/codebuild/build-runner.ts';
import { closeBuilds } from '../../../sandbox/services/codebuild/resume-builds.ts';
import { runProcesses } from '../../../sandbox/services/codebuild/run-processes.ts';
import { gitBackend } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitOnDisk } from '../../../sandbox/services/codecommit/objects/git-on-disk.ts';
import { services } from '../../../sandbox/services/index.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesOnDisk } from '../../../sandbox/services/s3/object-files-on-disk.ts';
import { seeded } from '../../support/simulation/seeded.ts';
import type { GroundOf } from './deployed-stack.ts';

/** A world with real git behind a real address, in which builds are processes; its time is simulated all the same. */
export const worldOnDisk: GroundOf = async ({ clock, atWork }) => {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-stack-'));
  const ids = seeded(1, 'ids');
  const world = createWorld({
    services,
    adminSecret: 'test',
    clock,
    ids: idsFrom(ids.hex, ids.random),
    folder,
  });
  gitBackend.provide(world, gitOnDisk(folder));
  objectFiles.provide(world, objectFilesOnDisk(folder));
  buildRunner.provide(world, whileTimeStands(runProcesses(), atWork));
  const server = await startServer(world, { port: 0 });
  return {
    world,
    async close() {
      await server.close();
      await closeBuilds(world);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};

/** Processes take real time, and simulated time must not run on meanwhile. */
function whileTimeStands(runner: BuildRunner, atWork: Set<object>): BuildRunner {
  return {
    open(request) {
      const session = runner.open(request);
      return {
        run: (phase, signal) => awaited(async () => session.run(phase, signal)),
        close: () => awaited(async () => session.close()),
      };
    },
  };

  async function awaited<Result>(act: () => Promise<Result>): Promise<Result> {
    const work = {};
    atWork.add(work);
    try {
      return await act();
    } finally {
      atWork.delete(work);
    }
  }
}
