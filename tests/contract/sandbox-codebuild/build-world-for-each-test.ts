import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Build } from '@aws-sdk/client-codebuild';
import { afterEach, beforeEach } from 'vitest';
import { runProcesses } from '../../../sandbox/services/codebuild/run-processes.ts';
import { aBuildWorld, type BuildWorld, logOf, makeProject, start, waitFor } from './build-world.ts';

/** What the running test has: a world whose builds are processes. */
export interface BuildWorldForEachTest extends BuildWorld {
  readonly folder: string;
  /** Runs the buildspec in the project `ci` and gives the finished build and its log. */
  run(buildspec: string): Promise<{ build: Build; log: string[] }>;
}

/** Gives each test of the file in which it is called a new world in a folder of its own, which goes after it. */
export function buildWorldForEachTest(): BuildWorldForEachTest {
  let folder: string;
  let place: BuildWorld;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-builds-'));
    place = aBuildWorld({ runner: runProcesses(), folder });
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  return {
    get folder() {
      return folder;
    },
    get world() {
      return place.world;
    },
    get scope() {
      return place.scope;
    },
    get client() {
      return place.client;
    },
    async run(buildspec) {
      const { client, scope } = place;
      await makeProject(client, { source: { type: 'NO_SOURCE', buildspec } });
      const build = await waitFor(client, await start(client));
      return { build, log: logOf(scope, build) };
    },
  };
}
