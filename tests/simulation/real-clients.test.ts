import { describe, expect, test } from 'vitest';
import { runPullRequestSeed } from '../support/simulation/pull-requests/run-seed.ts';

// The other runs use thin clients (see thin-clients.ts). These go through the SDK and the sandbox's wire protocols.
describe('with the real SDK clients', () => {
  test.each([1, 26, 51, 76])('twenty-five runs end as they should, from seed %i on', async (first) => {
    for (let seed = first; seed < first + 25; seed += 1) {
      const { problems } = await runPullRequestSeed(seed);
      expect(problems, `seed ${seed}`).toEqual([]);
    }
  });
});
