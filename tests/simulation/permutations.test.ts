import '../support/simulation/with-thin-clients.ts';
import { describe, expect, test } from 'vitest';
import {
  type HistoryEvent,
  historyEvents,
  playInOrder,
} from '../support/simulation/pull-requests/permuted-history.ts';

// A pull request is created, its build begins, somebody pushes, the second build begins, both builds end. The long
// run of CI (PERMUTATIONS=all) plays every order as it is, and with every event once more at every later place, 15,840
// runs; else each order is played with one such repetition, another one each time.
const isLongRun = process.env['PERMUTATIONS'] === 'all';

const theEnd = {
  comments: 1,
  headline: '✅ Build passed',
  isAboutTheTip: true,
  rows: ['unit: passing #n'],
  status: 'SUCCEEDED',
  isAtTheTip: true,
};

describe('whatever order the events of a short history come in,', () => {
  for (const [index, first] of historyEvents.entries())
    test(`it ends the same, beginning with "${first}"`, async () => {
      const orders = permutations(historyEvents.filter((event) => event !== first));
      for (const [number, rest] of orders.entries()) {
        if (isLongRun) await expectTheEnd([first, ...rest]);
        const repeated = repetitions([first, ...rest]);
        const chosen = isLongRun
          ? repeated
          : repeated.slice((number + index) % 21, ((number + index) % 21) + 1);
        for (const order of chosen) await expectTheEnd(order);
      }
      expect(orders).toHaveLength(120);
    });
});

async function expectTheEnd(order: readonly HistoryEvent[]): Promise<void> {
  const { end, problems } = await playInOrder(order);
  expect({ end, problems }, order.join(', ')).toEqual({ end: theEnd, problems: [] });
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

/** The order with each of its events once more at each later place: 21 for six events. */
function repetitions(order: readonly HistoryEvent[]): HistoryEvent[][] {
  return order.flatMap((event, index) =>
    Array.from({ length: order.length - index }, (_none, later) =>
      order.toSpliced(index + 1 + later, 0, event),
    ),
  );
}
