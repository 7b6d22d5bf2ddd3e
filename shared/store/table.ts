import type { ClientSettings } from '../aws/client-settings.ts';
import type { Records, Stored } from '../core/stored.ts';
import { day } from '../core/time.ts';
import { type Bounds, fitRecord } from './fit-record.ts';
import { type Attributes, type RecordKey, tableItems } from './items.ts';

/** Every due record is found under this one value of the sparse index; some thousand wake-ups a minute fit it. */
export const dueShard = 'due';

/** How long the record of a finished thing is kept: longer than any event can be delivered late. */
const keptForMs = 90 * day;

/** Where one kind of record lives in the table. */
export interface RecordKind<Key, Record> {
  keyOf(key: Key): RecordKey;
  readonly tableName: string;
  /** For the time-to-live of finished things. */
  now(): number;
  readonly bounds: Bounds<Record>;
}

/** Records in the table: read consistently, written within their bounds and only on condition of the version read. */
export function tableRecords<Key, Record>(
  kind: RecordKind<Key, Record>,
  settings: ClientSettings = {},
): Records<Key, Record> {
  const items = tableItems(kind.tableName, settings);
  return {
    async load(key) {
      const item = await items.get(kind.keyOf(key));
      return item && fromItem<Record>(item);
    },
    fit: (record) => fitRecord(record, kind.bounds),
    save: (key, next, expected) =>
      items.put(
        kind.keyOf(key),
        toItem(next, kind),
        expected === 0
          ? { expression: 'attribute_not_exists(pk)' }
          : { expression: 'version = :expected', values: { ':expected': { N: String(expected) } } },
      ),
  };
}

function toItem<Record>(stored: Stored<Record>, kind: RecordKind<never, Record>): Attributes {
  const { dueAt, work } = stored;
  return {
    version: { N: String(stored.version) },
    record: { S: JSON.stringify(fitRecord(stored.record, kind.bounds)) },
    ...(work && { work: { S: JSON.stringify(work) } }),
    ...(dueAt === undefined
      ? { expiresAt: { N: String(Math.ceil((kind.now() + keptForMs) / 1_000)) } }
      : { dueShard: { S: dueShard }, dueAt: { S: new Date(dueAt).toISOString() } }),
  };
}

/** The table holds what `toItem` wrote and nothing else writes there. */
function fromItem<Record>(item: Attributes): Stored<Record> {
  const dueAt = item['dueAt']?.S;
  const work = item['work']?.S;
  return {
    record: JSON.parse(item['record']?.S ?? 'null') as Record,
    version: Number(item['version']?.N),
    ...(dueAt !== undefined && { dueAt: Date.parse(dueAt) }),
    ...(work !== undefined && { work: JSON.parse(work) as NonNullable<Stored<Record>['work']> }),
  };
}
