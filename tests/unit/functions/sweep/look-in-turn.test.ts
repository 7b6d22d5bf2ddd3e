import { expect, it } from 'vitest';
import { lookInTurn } from '../../../../functions/sweep/look-in-turn.ts';
import { ControllerError, type ErrorCode } from '../../../../shared/core/error.ts';
import { lookAt } from './observed-with.ts';

const looks = Array.from({ length: 20 }, (_, at) => lookAt('project', String(at)));
const named = (some: readonly { readonly thing: { readonly name: string } }[]) =>
  some.map(({ thing }) => Number(thing.name)).toSorted((left, right) => left - right);
const failing = (code: ErrorCode) => new ControllerError(code, 'It failed.');
const never = () => false;

it('looks at all of them, four at a time', async () => {
  let atWork = 0;
  let most = 0;

  const { found, failed, rest } = await lookInTurn(looks, {
    isTimeOver: never,
    async look({ thing }) {
      atWork += 1;
      most = Math.max(most, atWork);
      await Promise.resolve();
      atWork -= 1;
      return thing.name;
    },
  });

  expect(found).toHaveLength(20);
  expect(found.every(({ look, found: name }) => look.thing.name === name)).toBe(true);
  expect([failed, rest, most]).toEqual([[], [], 4]);
});

it.each(['throttled', 'service-unavailable', 'not-found', 'access-denied'] as const)(
  'goes on when one is %s',
  async (code) => {
    const { found, failed, rest } = await lookInTurn(looks, {
      isTimeOver: never,
      look: ({ thing }) => (thing.name === '3' ? Promise.reject(failing(code)) : Promise.resolve(thing.name)),
    });

    expect(found).toHaveLength(19);
    expect(failed).toEqual([{ look: looks[3], error: failing(code) }]);
    expect(rest).toEqual([]);
  },
);

it('begins no more when AWS has left five unanswered, and gives the rest in their order', async () => {
  const { found, failed, rest } = await lookInTurn(looks, {
    isTimeOver: never,
    look: () => Promise.reject(failing('throttled')),
  });

  expect(found).toEqual([]);
  // Those that were under way when the fifth failed come to their end.
  expect(named(failed.map(({ look }) => look))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(rest).toEqual(looks.slice(8));
});

it('goes on however many names are wrong: that is no reason to be careful with AWS', async () => {
  const { failed, rest } = await lookInTurn(looks, {
    isTimeOver: never,
    look: () => Promise.reject(failing('not-found')),
  });

  expect(failed).toHaveLength(20);
  expect(rest).toEqual([]);
});

it('begins no more when the time is over, and ends what was begun', async () => {
  let begun = 0;

  const { found, rest } = await lookInTurn(looks, {
    isTimeOver: () => begun >= 6,
    look({ thing }) {
      begun += 1;
      return Promise.resolve(thing.name);
    },
  });

  expect(named(found.map(({ look }) => look))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(rest).toEqual(looks.slice(6));
});

it('fails with what is no answer of AWS: a defect must be seen', async () => {
  const run = lookInTurn(looks, { isTimeOver: never, look: () => Promise.reject(new TypeError('a bug')) });

  await expect(run).rejects.toThrow('a bug');
});
