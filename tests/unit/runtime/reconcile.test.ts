import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../shared/core/stored.ts';
import { hour, library, noon, type Shelf, second } from './library.ts';

const settled: Stored<Shelf> = { record: { books: 2 }, version: 7, dueAt: noon + 60 * second };
const leftBehind = (since: number): Stored<Shelf> => ({
  record: { books: 0 },
  version: 3,
  dueAt: since + 30 * second,
  work: { run: 'a run that died', since },
});

describe('reconcile', () => {
  it('does what is wanted, remembers it, and looks again when told', async () => {
    const { run, records, shelf } = library({ wanted: 2 });

    expect(await run()).toEqual({
      reason: '0 missing',
      effects: [
        { kind: 'put', token: 'book-1' },
        { kind: 'put', token: 'book-2' },
      ],
    });

    expect([...shelf]).toEqual(['book-1', 'book-2']);
    expect(records.stored()).toEqual({ record: { books: 2 }, version: 2, dueAt: noon + hour });
  });

  it('writes nothing when nothing changed', async () => {
    const { run, records } = library({ wanted: 2, first: settled });

    expect((await run()).effects).toEqual([]);

    expect(records.writes()).toBe(0);
  });

  it('writes once, a new due time, when the old one has passed', async () => {
    const { run, records } = library({ wanted: 2, first: { ...settled, dueAt: noon - second } });

    await run();

    expect(records.writes()).toBe(1);
    expect(records.stored()).toEqual({ record: { books: 2 }, version: 8, dueAt: noon + hour });
  });

  it('writes nothing for a thing that is not ours', async () => {
    const { run, records } = library();

    expect(await run()).toEqual({ reason: 'it is not ours', effects: [] });

    expect(records.writes()).toBe(0);
  });

  it('is not due any more for a thing that was ours and is no longer', async () => {
    const { run, records } = library({ first: settled });

    expect((await run()).reason).toBe('it is not ours');

    expect(records.stored()).toEqual({ record: { books: 2 }, version: 8 });
  });

  it('announces what it is about to do before the first effect', async () => {
    const seen: unknown[] = [];
    const { run, records } = library({
      wanted: 1,
      onPut: () => {
        seen.push(records.stored());
        return Promise.resolve();
      },
    });

    await run();

    expect(seen).toEqual([
      { record: { books: 0 }, version: 1, dueAt: noon + 30 * second, work: { run: 'run-1', since: noon } },
    ]);
  });

  it('observes again when somebody else wrote first', async () => {
    const { flow, run, records, shelf } = library({ wanted: 2, first: { record: { books: 0 }, version: 4 } });
    const { load } = records;
    let isFirst = true;
    flow.records.load = async (key) => {
      const stored = await load(key);
      if (isFirst) await records.save(key, { record: { books: 1 }, version: 5 }, 4);
      isFirst = false;
      return stored;
    };

    await run();

    expect([...shelf]).toEqual(['book-2']);
    expect(records.stored()).toEqual({ record: { books: 2 }, version: 7, dueAt: noon + hour });
  });

  it('gives up after three lost rounds, so that it is tried again later', async () => {
    const { flow, run, records } = library({ wanted: 2, first: { record: { books: 0 }, version: 4 } });
    const { load } = records;
    flow.records.load = async (key) => {
      const stored = await load(key);
      const version = (stored?.version ?? 0) + 1;
      await records.save(key, { record: { books: 0 }, version }, version - 1);
      return stored;
    };

    await expect(run()).rejects.toMatchObject({ code: 'version-conflict' });
  });
});

describe('two runs at once', () => {
  it('hand over what was done, due in a second, when the first was disturbed in all three rounds', async () => {
    const shop = library({
      wanted: 1,
      onPut: async () => {
        shop.state.wanted = (shop.state.wanted ?? 0) + 1;
        const stored = shop.records.stored();
        if (stored) await shop.records.save('', { ...stored, version: stored.version + 1 }, stored.version);
      },
    });

    const { reason } = await shop.run();

    expect(reason).toBe('others kept changing it meanwhile; it is looked at again in a second');
    expect(shop.records.stored()).toMatchObject({ record: { books: shop.shelf.size }, dueAt: noon + second });
    expect(shop.records.stored()).not.toHaveProperty('work');
  });

  it('the second leaves a mark and goes, and the first looks again', async () => {
    const other: { result?: Awaited<ReturnType<ReturnType<typeof library>['run']>> } = {};
    const shop = library({
      wanted: 1,
      onPut: async () => {
        if (other.result !== undefined) return;
        shop.state.wanted = 2;
        other.result = await shop.run();
      },
    });

    const first = await shop.run();

    expect(other.result).toEqual({
      reason: 'another run is at work on it and will look again',
      effects: [],
    });
    expect(first.effects).toEqual([
      { kind: 'put', token: 'book-1' },
      { kind: 'put', token: 'book-2' },
    ]);
    expect(shop.records.stored()).toMatchObject({ record: { books: 2 } });
    expect(shop.records.stored()).not.toHaveProperty('work');
  });

  it('leaves what another run announced 29 s ago alone', async () => {
    const { run, shelf, records } = library({ wanted: 1, first: leftBehind(noon - 29 * second) });

    expect(await run()).toEqual({ reason: 'another run is at work on it and will look again', effects: [] });

    expect([...shelf]).toEqual([]);
    expect(records.stored()).toEqual({ ...leftBehind(noon - 29 * second), version: 4 });
  });

  it('takes over from a run that announced its work 30 s ago and died', async () => {
    const { run, shelf, state, records } = library({ wanted: 1, first: leftBehind(noon - 30 * second) });

    await run();

    expect(state.recovering).toEqual([true]);
    expect([...shelf]).toEqual(['book-1']);
    expect(records.stored()).toEqual({ record: { books: 1 }, version: 5, dueAt: noon + hour });
  });
});
