import { expect, it } from 'vitest';
import type { Wake } from '../../../shared/core/effect.ts';
import { wakeAll } from '../../../shared/effects/wake.ts';

const names = {
  'validate-pull-request': 'stack-validate',
  'report-build': 'stack-report',
  'replicate-repository': 'stack-replicate',
  'back-up-repository': 'stack-back-up',
};
const wakes = Array.from(
  { length: 25 },
  (_, at): Wake => ({
    kind: 'wake',
    function: 'validate-pull-request',
    request: { drawbridge: 'due', pullRequestId: String(at) },
  }),
);

it('wakes each by the name that its function has in the stack', async () => {
  const woken: string[] = [];

  const failures = await wakeAll(
    { wake: async (name, { pullRequestId }) => void woken.push(`${name} ${pullRequestId}`) },
    names,
    wakes,
  );

  expect(failures).toEqual([]);
  expect(woken).toEqual(Array.from({ length: 25 }, (_, at) => `stack-validate ${at}`));
});

it('tells who could not be woken, and wakes all the others', async () => {
  let woken = 0;
  const error = new Error('Rate exceeded');

  const failures = await wakeAll(
    {
      async wake(_name, { pullRequestId }) {
        if (pullRequestId === '3' || pullRequestId === '24') throw error;
        woken += 1;
      },
    },
    names,
    wakes,
  );

  expect(failures).toEqual([
    { wake: wakes[3], error },
    { wake: wakes[24], error },
  ]);
  expect(woken).toBe(23);
});
