import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../shared/runtime/reconcile.ts';
import { hour, library, noon, second } from './library.ts';

describe('a run that dies', () => {
  type Step = 'load' | 'save' | 'observe' | 'apply';

  /** Lets the nth call of the flow fail, before or after it did its work; tells how many calls there were. */
  function dyingAt(shop: ReturnType<typeof library>, call: number, moment: 'before' | 'after') {
    const calls: Step[] = [];
    const dying =
      <Args extends unknown[], Result>(step: Step, work: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        calls.push(step);
        const isLast = calls.length === call;
        if (isLast && moment === 'before') throw new Error(`died before ${step}`);
        const result = await work(...args);
        if (isLast) throw new Error(`died after ${step}`);
        return result;
      };
    const { flow } = shop;
    const { load, save, fit } = flow.records;
    const records = { load: dying('load', load), save: dying('save', save), fit };
    return {
      calls,
      flow: { ...flow, records, observe: dying('observe', flow.observe), apply: dying('apply', flow.apply) },
    };
  }

  it('takes six calls when nothing fails: it is at these that it can die', async () => {
    const { calls, flow } = dyingAt(library({ wanted: 2 }), 0, 'before');

    await reconcile(flow, 'shelf');

    expect(calls).toEqual(['load', 'observe', 'save', 'apply', 'apply', 'save']);
  });

  const places = [1, 2, 3, 4, 5, 6].flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]);

  it.each(places)(
    'at call %i, %s its work, is made good by the next run after 30 s',
    async (call, moment) => {
      const shop = library({ wanted: 2 });
      await expect(reconcile(dyingAt(shop, call, moment).flow, 'shelf')).rejects.toThrow(/^died/);

      shop.state.now += 31 * second;
      await shop.run();

      expect([...shop.shelf].sort()).toEqual(['book-1', 'book-2']);
      expect(shop.records.stored()).toMatchObject({ record: { books: 2 } });
      expect(shop.records.stored()).not.toHaveProperty('work');
    },
  );

  it.each(places.filter(([call, moment]) => call > 4 || (call === 4 && moment === 'after')))(
    'at call %i, %s its work, leaves a due time behind, since it has acted',
    async (call, moment) => {
      const shop = library({ wanted: 2 });
      await expect(reconcile(dyingAt(shop, call, moment).flow, 'shelf')).rejects.toThrow(/^died/);

      const isCommitted = call === 6 && moment === 'after';
      expect(shop.records.stored()?.dueAt).toBe(noon + (isCommitted ? hour : 30 * second));
    },
  );

  it.each(places)('at call %i, %s its work, and tried again at once, does no harm', async (call, moment) => {
    const shop = library({ wanted: 2 });
    await expect(reconcile(dyingAt(shop, call, moment).flow, 'shelf')).rejects.toThrow(/^died/);

    await shop.run();
    shop.state.now += 31 * second;
    await shop.run();

    expect([...shop.shelf].sort()).toEqual(['book-1', 'book-2']);
    expect(shop.records.stored()).toMatchObject({
      record: { books: 2 },
      dueAt: expect.any(Number) as number,
    });
  });
});
