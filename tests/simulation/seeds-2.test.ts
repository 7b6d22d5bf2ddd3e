import '../support/simulation/with-thin-clients.ts';
import { describe } from 'vitest';
import { testSeeds } from '../support/simulation/seed-range.ts';

describe('any history, with any faults,', () => {
  testSeeds(2, 2);
});
