import { expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';

/** How many seeds `npm test` plays when the environment does not say; SEEDS=10000 is for the long run of CI. */
const usualSeeds = 1_000;
const seedsPerTest = 25;

/**
 * Declares the tests of one part of the seeds: the parts are files, so that they run side by side. With SEED=123 in
 * the environment the first part plays only that seed and prints everything that happened in it.
 */
export function testSeeds(part: number, parts: number): void {
  const only = process.env['SEED'];
  if (only !== undefined) {
    if (part === 1) testOneSeed(Number(only));
    else test.skip(`seed ${only} is played by the first part`);
    return;
  }
  const all = Number(process.env['SEEDS'] ?? usualSeeds);
  const first = Math.floor((all * (part - 1)) / parts) + 1;
  const last = Math.floor((all * part) / parts);
  for (let from = first; from <= last; from += seedsPerTest) {
    const to = Math.min(last, from + seedsPerTest - 1);
    test(`ends as it should in the runs of seeds ${from} to ${to}`, async () => {
      for (let seed = from; seed <= to; seed += 1) await expectGoodRun(seed);
    });
  }
}

function testOneSeed(seed: number): void {
  test(`ends as it should in the run of seed ${seed}`, async () => {
    const { lines, problems } = await runSeed(seed, { isTraced: true });
    console.log(lines.join('\n'));
    expect(problems).toEqual([]);
  });
}

async function expectGoodRun(seed: number): Promise<void> {
  const { problems } = await runSeed(seed);
  expect(problems, `replay it with: SEED=${seed} npx vitest run tests/simulation/seeds-1.test.ts`).toEqual(
    [],
  );
}
