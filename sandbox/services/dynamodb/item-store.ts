import { Stream } from 'node:stream';
import type { Scope } from '../../kernel/world.ts';
import { sizeOf } from './count-bytes.ts';
import { noteExpiry } from './expire-items.ts';
import { indexKey, tableNotFound } from './find-table.ts';
import { deleteEntry, type Range, type SortedMap, setEntry, sortedMap, valuesInRange } from './sorted-map.ts';
import { dynamodbState, type Item } from './state.ts';

type Callback<Value = undefined> = (error: unknown, value?: Value) => void;

/**
 * The tables of a place in the form dynalite's item actions read and write. Unlike dynalite's own store it
 * answers at once, without timers, processes or files, so a run gives the same result each time, and quickly.
 * What is stored is never changed afterwards: actions copy an item before they update it. A `page` is what dynalite
 * reads how many items a Query or Scan may read; where these would be more than AWS reads at a time, it is told less.
 */
export function itemStore(scope: Scope, page: Page = {}) {
  const { tables } = dynamodbState(scope);
  return {
    options: { maxItemSize: 400 * 1024 },
    getTable(name: string, ...rest: readonly unknown[]) {
      const callback = rest.at(-1) as Callback<unknown>;
      const table = tables.get(name);
      if (table === undefined) callback(dynaliteNotFound());
      else callback(null, table.description);
    },
    getItemDb(name: string) {
      const table = tables.get(name);
      return entriesOf(table?.items ?? sortedMap<Item>(), page, (item) =>
        noteExpiry(table, item, scope.world.clock.now()),
      );
    },
    getIndexDb(type: string, tableName: string, indexName: string) {
      const index = tables.get(tableName)?.indexes.get(indexKey(type, indexName));
      return entriesOf(index ?? sortedMap<Item>(), page);
    },
  };
}

/** The part of a checked Query or Scan that says how much is read. */
export interface Page {
  Limit?: number;
}

/** "The maximum dataset size limit of 1 MB": API reference, Query and Scan. */
const largestPage = 1024 * 1024;

/** Ends the page with the item that reaches the limit, and gives the items. */
function endPage(page: Page, items: readonly Item[]): readonly Item[] {
  let size = 0;
  const last = items.findIndex((item) => (size += sizeOf(item)) >= largestPage);
  if (last !== -1) page.Limit = Math.min(page.Limit ?? Infinity, last + 1);
  return items;
}

function entriesOf(map: SortedMap<Item>, page: Page, onPut?: (item: Item) => void) {
  return {
    get: (key: string, callback: Callback<Item>) => callback(null, map.values.get(key)),
    put(key: string, item: Item, callback: Callback) {
      setEntry(map, key, item);
      onPut?.(item);
      callback(null);
    },
    del(key: string, callback: Callback) {
      deleteEntry(map, key);
      callback(null);
    },
    // Nothing waits in between, so two writers of one item never meet.
    lock: (_key: string, task: (release: (callback: unknown) => unknown) => void) => task((done) => done),
    createValueStream: (range: Range) => new ItemStream(endPage(page, valuesInRange(map, range))),
  };
}

/** dynalite tells streams from other emitters by their class, and attaches its listeners right after the call. */
class ItemStream extends Stream {
  #stopped = false;

  constructor(items: readonly Item[]) {
    super();
    queueMicrotask(() => {
      for (const item of items) {
        if (this.#stopped) return;
        this.emit('data', item);
      }
      this.emit('end');
    });
  }

  destroy(): void {
    this.#stopped = true;
  }
}

function dynaliteNotFound() {
  const { code, message } = tableNotFound();
  return Object.assign(new Error(message), { statusCode: 400, body: { __type: code, message } });
}
