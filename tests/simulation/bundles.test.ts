import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runBackupSeed } from '../support/simulation/backup/run-seed.ts';
import { bundledPrograms } from '../support/simulation/bundled-programs.ts';
import { people } from '../support/simulation/people.ts';
import { prepareClients } from '../support/simulation/processes.ts';
import type { Programs } from '../support/simulation/programs.ts';
import { checkEnd } from '../support/simulation/pull-requests/check-end.ts';
import { configs, repositoryName } from '../support/simulation/pull-requests/configs.ts';
import { denyLogs } from '../support/simulation/pull-requests/deny-logs.ts';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';
import { tellingLine } from '../support/simulation/scripted-builds.ts';
import { type RunSeed, testSeeds } from '../support/simulation/seed-range.ts';
import { startSimulation } from '../support/simulation/simulation.ts';
import { passTime } from '../support/simulation/sweeps.ts';
import { textOf } from '../support/source-files.ts';
import { temporaryProject } from '../support/temporary-project.ts';

// The other runs take the functions' sources and thin clients. These take what is packaged: minified bundles with the
// SDK as it is in them, each late module by itself, and all of it through the sandbox's wire protocols.
let programs: Programs;

beforeAll(async () => {
  programs = await bundledPrograms();
});

const fromBundles =
  (run: (...parts: Parameters<typeof runPullRequestSeed>) => ReturnType<RunSeed>): RunSeed =>
  (seed, options) =>
    run(seed, { ...options, programs });

const file = 'tests/simulation/bundles.test.ts';

describe('played on the bundles, any history of pull requests, with any faults,', () => {
  testSeeds(fromBundles(runPullRequestSeed), { file, usual: 40, oneOf: 25 });
});

describe('played on the bundles, any history of a replicated repository, with any faults,', () => {
  testSeeds(fromBundles(runReplicationSeed), { file, usual: 10, oneOf: 100 });
});

describe('played on the bundles, any history of a repository that is backed up, with any faults,', () => {
  testSeeds(fromBundles(runBackupSeed), { file, usual: 10, oneOf: 100 });
});

test('a run of the bundles is the same each time', async () => {
  const first = await runPullRequestSeed(61, { programs, isTraced: true });
  await runPullRequestSeed(7, { programs });
  const second = await runPullRequestSeed(61, { programs, isTraced: true });

  expect(first.lines.length).toBeGreaterThan(100);
  expect(second.lines).toEqual(first.lines);
});

test('an error that is known by its class is noticed', async () => {
  const broken = await bundledPrograms(withErrorsKnownByClass());

  expect((await failWithoutLog(broken)).join('\n')).toMatch(
    /the comment says .*Build started.* and should say .*Build failed: unit/,
  );
  expect(await failWithoutLog(programs)).toEqual([]);
});

/** A build fails whose log may not be read: the smallest story in which a late module's error has to be understood. */
async function failWithoutLog(played: Programs): Promise<string[]> {
  await prepareClients();
  const failure = { command: 'npm test', exitStatus: 1 };
  const simulation = startSimulation({
    seed: 1,
    config: configs[1],
    programs: played,
    script: { phases: { BUILD: { seconds: 60, output: [tellingLine], failure } } },
    intercept: denyLogs(),
  });
  const team = people(simulation.scope, repositoryName);
  await team.begin();
  await team.push('feature');
  await team.open('feature');
  await passTime(simulation, simulation.clock.now() + 5 * 60_000);
  simulation.close();
  return checkEnd(simulation, { stopped: new Set(), logsAreDenied: true });
}

function withErrorsKnownByClass(): string {
  const text = textOf('shared/core/error.ts');
  const broken = text.replace('brand in error', 'error instanceof ControllerError');
  expect(broken).not.toBe(text);
  const { folder, remove } = temporaryProject({
    copy: ['functions', 'shared', 'package.json', 'tsconfig.json'],
    write: { 'shared/core/error.ts': broken },
  });
  onTestFinished(remove);
  return folder;
}
