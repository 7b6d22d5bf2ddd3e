import { describe, expect, it } from 'vitest';
import { forgetOldCommits } from '../../../functions/validate-pull-request/fold-builds.ts';
import { aCheckState, aRecord } from '../../support/builders.ts';

describe('forgetOldCommits', () => {
  const commit = (index: number) => String(index).padStart(40, '0');
  const ended = { unit: aCheckState({ status: 'SUCCEEDED' }) };

  it('keeps the five newest commits', () => {
    const commits = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((index) => [`c${commit(index)}`, ended]));

    const kept = Object.keys(forgetOldCommits(aRecord({ head: `c${commit(7)}`, commits })).commits);

    expect(kept).toEqual([3, 4, 5, 6, 7].map((index) => `c${commit(index)}`));
  });

  it('keeps the tip and what still runs, however old', () => {
    const commits = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((index) => [
        `c${commit(index)}`,
        index === 2 ? { unit: aCheckState() } : ended,
      ]),
    );

    const kept = Object.keys(forgetOldCommits(aRecord({ head: `c${commit(1)}`, commits })).commits);

    expect(kept).toEqual([1, 2, 3, 4, 5, 6, 7].map((index) => `c${commit(index)}`));
  });
});
