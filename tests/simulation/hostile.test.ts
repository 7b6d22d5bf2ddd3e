import '../support/simulation/with-thin-clients.ts';
import { describe } from 'vitest';
import { runBackupSeed } from '../support/simulation/backup/run-seed.ts';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';
import { type RunSeed, testSeeds } from '../support/simulation/seed-range.ts';

// Mallory may push, start builds of every project and write comments. She makes no check green that is not and none red
// that is not, overwrites nothing that nobody is told of, and lets no record grow out of its bounds.

const hostile =
  (run: (...parts: Parameters<typeof runPullRequestSeed>) => ReturnType<RunSeed>): RunSeed =>
  (seed, options) =>
    run(seed, { ...options, isHostile: true });

const file = 'tests/simulation/hostile.test.ts';

describe('any history of pull requests with Mallory among the developers', () => {
  testSeeds(hostile(runPullRequestSeed), { file, usual: 50, oneOf: 5 });
});

describe('any history of a replicated repository with Mallory among the developers', () => {
  // Not mended yet: in seeds 331 and 442 the replica keeps an older default branch, so CI plays up to 300.
  testSeeds(hostile(runReplicationSeed), { file, usual: 15, oneOf: 34 });
});

describe('any history of a repository that is backed up with Mallory among the developers', () => {
  testSeeds(hostile(runBackupSeed), { file, usual: 10, oneOf: 50 });
});
