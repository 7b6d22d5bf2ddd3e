import '../support/simulation/with-thin-clients.ts';
import { describe } from 'vitest';
import { runBackupSeed } from '../support/simulation/backup/run-seed.ts';
import { testSeeds } from '../support/simulation/seed-range.ts';

describe('any history of a repository that is backed up, with any faults,', () => {
  testSeeds(runBackupSeed, { file: 'tests/simulation/backup.test.ts', usual: 50, oneOf: 10 });
});
