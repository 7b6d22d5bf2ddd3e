import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runBackupSeed } from '../support/simulation/backup/run-seed.ts';
import { bundledPrograms } from '../support/simulation/bundled-programs.ts';
import type { Programs } from '../support/simulation/programs.ts';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { scenarioOf } from '../support/simulation/pull-requests/scenario.ts';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';
import { type RunSeed, testSeeds } from '../support/simulation/seed-range.ts';
import { seeded } from '../support/simulation/seeded.ts';
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

  const noticed = await firstWithProblems((seed) => runPullRequestSeed(seed, { programs: broken }));

  expect(noticed.problems.join('\n')).toMatch(/the comment says .*Builds? started.* and should say .*failed/);
  expect((await runPullRequestSeed(noticed.seed, { programs })).problems).toEqual([]);
});

/** Only a run that meets such an error can notice: one in which logs may not be read. */
async function firstWithProblems(run: RunSeed): ReturnType<RunSeed> {
  for (let seed = 1; ; seed += 1) {
    if (!scenarioOf(seeded(seed, 'scenario')).logsAreDenied) continue;
    const report = await run(seed);
    if (report.problems.length > 0 || seed > 300) return report;
  }
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
