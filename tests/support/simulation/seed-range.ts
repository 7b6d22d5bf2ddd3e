import { expect, test } from 'vitest';
import type { Report } from './report.ts';

/** What plays the history of a seed. */
export type RunSeed = (seed: number, options?: { readonly isTraced: true }) => Promise<Report>;

/** Which seeds are played. */
export interface SeedRange {
  /** The test file, to say how a run is replayed. */
  readonly file: string;
  /** How many seeds `npm test` plays; SEEDS=10000 in the environment is for the long run of CI. */
  readonly usual: number;
  /** Of so many seeds of the environment one is played. */
  readonly oneOf?: number;
  /** The parts are files, so that they run side by side. */
  readonly part?: { readonly number: number; readonly of: number };
}

const seedsPerTest = 25;

/**
 * Declares the tests of a range of seeds. With SEED=123 in the environment the first part plays only that seed and
 * prints everything that happened in it.
 */
export function testSeeds(runSeed: RunSeed, range: SeedRange): void {
  const { file, usual, oneOf = 1, part = { number: 1, of: 1 } } = range;
  const only = process.env['SEED'];
  if (only !== undefined) {
    if (part.number === 1) testOneSeed(runSeed, Number(only));
    else test.skip(`seed ${only} is played by the first part`);
    return;
  }
  const asked = process.env['SEEDS'];
  const all = asked === undefined ? usual : Math.ceil(Number(asked) / oneOf);
  const first = Math.floor((all * (part.number - 1)) / part.of) + 1;
  const last = Math.floor((all * part.number) / part.of);
  for (let from = first; from <= last; from += seedsPerTest) {
    const to = Math.min(last, from + seedsPerTest - 1);
    test(`ends as it should in the runs of seeds ${from} to ${to}`, async () => {
      for (let seed = from; seed <= to; seed += 1) {
        const { problems } = await runSeed(seed);
        expect(problems, `replay it with: SEED=${seed} npx vitest run ${file}`).toEqual([]);
      }
    });
  }
}

function testOneSeed(runSeed: RunSeed, seed: number): void {
  test(`ends as it should in the run of seed ${seed}`, async () => {
    const { lines, problems } = await runSeed(seed, { isTraced: true });
    console.log(lines.join('\n'));
    expect(problems).toEqual([]);
  });
}
