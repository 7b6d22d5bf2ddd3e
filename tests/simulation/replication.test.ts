import '../support/simulation/with-thin-clients.ts';
import { describe } from 'vitest';
import { runReplicationSeed } from '../support/simulation/replication/run-seed.ts';
import { testSeeds } from '../support/simulation/seed-range.ts';

describe('any history of a replicated repository, with any faults,', () => {
  testSeeds(runReplicationSeed, { file: 'tests/simulation/replication.test.ts', usual: 100, oneOf: 5 });
});
