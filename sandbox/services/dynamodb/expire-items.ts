import type { Scope } from '../../kernel/world.ts';
import { engine } from './dynalite.ts';
import { indexKey } from './find-table.ts';
import { deleteEntry } from './sorted-map.ts';
import { dynamodbState, type Item, type SecondaryIndex, type Table } from './state.ts';

/** AWS promises no more than "within a few days", so an expired item can still be read for this long. */
const deletionDelayMs = 48 * 3_600_000;
/** An expiry more than five years ago is ignored (AWS developer guide, "Using time to live"). */
const oldestExpiryMs = 5 * 365 * 86_400_000;

/**
 * Deletes the items of the table whose time to live is over. It runs before each use of the table instead of
 * on a timer: nobody can tell the difference, and an idle sandbox stays idle.
 */
export function expireItems(scope: Scope, tableName: string): void {
  const table = dynamodbState(scope).tables.get(tableName);
  if (table?.timeToLiveAttribute === undefined) return;
  const now = scope.world.clock.now();
  if (now < table.nextExpiryAt) return;
  let next = Infinity;
  for (const [key, item] of table.items.values) {
    const deleteAt = deletionTime(table, item, now);
    if (deleteAt === undefined) continue;
    if (deleteAt <= now) removeItem(table, key, item);
    else next = Math.min(next, deleteAt);
  }
  table.nextExpiryAt = next;
}

/** Takes note of an item that was written, so that it is looked at when it is due. */
export function noteExpiry(table: Table | undefined, item: Item, now: number): void {
  if (table?.timeToLiveAttribute === undefined) return;
  const deleteAt = deletionTime(table, item, now);
  if (deleteAt !== undefined) table.nextExpiryAt = Math.min(table.nextExpiryAt, deleteAt);
}

function deletionTime(table: Table, item: Item, now: number): number | undefined {
  const value = item[table.timeToLiveAttribute ?? '']?.['N'];
  const expiresAt = value === undefined ? Number.NaN : Number(value) * 1000;
  if (Number.isNaN(expiresAt) || expiresAt < now - oldestExpiryMs) return undefined;
  return expiresAt + deletionDelayMs;
}

function removeItem(table: Table, key: string, item: Item): void {
  deleteEntry(table.items, key);
  const { GlobalSecondaryIndexes: global = [], LocalSecondaryIndexes: local = [] } = table.description;
  removeFromIndexes(table, 'global', { indexes: global, item });
  removeFromIndexes(table, 'local', { indexes: local, item });
}

function removeFromIndexes(
  table: Table,
  type: string,
  { indexes, item }: { indexes: readonly SecondaryIndex[]; item: Item },
): void {
  for (const { index, key } of engine.getIndexActions(indexes, item, null, table.description).deletes) {
    const entries = table.indexes.get(indexKey(type, index));
    if (entries !== undefined) deleteEntry(entries, key);
  }
}
