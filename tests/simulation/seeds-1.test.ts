import '../support/simulation/with-thin-clients.ts';
import { describe } from 'vitest';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';
import { testSeeds } from '../support/simulation/seed-range.ts';

describe('any history of pull requests, with any faults,', () => {
  testSeeds(runPullRequestSeed, {
    file: 'tests/simulation/seeds-1.test.ts',
    usual: 300,
    part: { number: 1, of: 2 },
  });
});
