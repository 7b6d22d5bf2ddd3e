import { describe, expect, it } from 'vitest';
import { planStep } from '../../../shared/backup/plan-step.ts';

const [one, two] = ['1', '2'].map((digit) => digit.repeat(40)) as [string, string];
const head = (name: string) => `refs/heads/${name}`;

describe('the pushes that take a repository from one point of a chain to the next', () => {
  it('delete first, then make the default branch, then the rest', () => {
    const current = new Map([[head('old'), one]]);
    const wanted = new Map([
      [head('a'), one],
      [head('trunk'), two],
    ]);

    expect(planStep(current, wanted, { current: 'main', wanted: 'trunk' })).toEqual({
      first: [
        { ref: head('old'), old: one, new: undefined },
        { ref: head('trunk'), old: undefined, new: two },
        { ref: head('a'), old: undefined, new: one },
      ],
      second: [],
    });
  });

  it('make another branch the default before the old one is deleted, and what is named below it afterwards', () => {
    const current = new Map([[head('main'), one]]);
    const wanted = new Map([
      [head('main/next'), two],
      [head('trunk'), two],
    ]);

    expect(planStep(current, wanted, { current: 'main', wanted: 'trunk' })).toEqual({
      first: [{ ref: head('trunk'), old: undefined, new: two }],
      newDefault: 'trunk',
      second: [
        { ref: head('main'), old: one, new: undefined },
        { ref: head('main/next'), old: undefined, new: two },
      ],
    });
  });

  it('leave alone what is as it should be', () => {
    const refs = new Map([[head('main'), one]]);

    expect(planStep(refs, refs, { current: 'main', wanted: 'main' })).toEqual({ first: [], second: [] });
  });
});
