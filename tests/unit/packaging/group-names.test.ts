import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestGroups, groupNames, withGroups } from '../../../packaging/limits/group-names.ts';

describe('names that share beginnings', () => {
  it('are grouped by each beginning that tells some from the rest, the longest first', () => {
    const { names, groups } = groupNames(['pay-web', 'pay-api', 'ledger', 'pay-api-v2', 'pay-app']);

    expect(names).toEqual(['ledger', 'pay-api', 'pay-api-v2', 'pay-app', 'pay-web']);
    expect(groups).toEqual([
      { beginning: 'pay-api', first: 1, last: 2 },
      { beginning: 'pay-ap', first: 1, last: 3 },
      { beginning: 'pay-', first: 1, last: 4 },
      { beginning: '', first: 0, last: 4 },
    ]);
  });

  it.each([
    [0, ['ledger', 'pay-api', 'pay-api-v2', 'pay-web']],
    [1, ['ledger', 'pay-api*', 'pay-web']],
    [2, ['ledger', 'pay-*']],
    [3, ['*']],
  ])('are written as beginnings for the first %d groups: %j', (count, written) => {
    const grouped = groupNames(['pay-web', 'pay-api', 'ledger', 'pay-api-v2']);

    expect(withGroups(grouped, count).map(textOf)).toEqual(written);
  });

  it('are each said once, exactly or by the one beginning they have, however many groups are made', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 5 });

    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), fc.nat(12), (some, count) => {
        const grouped = groupNames(some);
        const written = withGroups(grouped, count);

        for (const one of some) {
          const by = written.filter((part) =>
            typeof part === 'string' ? part === one : one.startsWith(part.beginning),
          );
          expect(by.length).toBe(1);
        }
        expect(written.length).toBeLessThanOrEqual(grouped.names.length);
      }),
    );
  });
});

describe('the fewest groups that fit', () => {
  it.each([
    [0, 0],
    [1, 1],
    [7, 7],
    [10, 10],
    [11, 10],
  ])('when it fits from %d on are %d of ten', (from, fewest) => {
    expect(fewestGroups(10, (count) => count >= from)).toBe(fewest);
  });
});

function textOf(part: ReturnType<typeof withGroups>[number]): string {
  return typeof part === 'string' ? part : `${part.beginning}*`;
}
