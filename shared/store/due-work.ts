import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { ClientSettings } from '../aws/client-settings.ts';
import { calling } from '../aws/translate-error.ts';
import { ControllerError } from '../core/error.ts';
import type { DuePlace } from '../core/sweep-record.ts';
import type { Instant } from '../core/time.ts';
import type { RecordKey } from './items.ts';
import { dueShard } from './table.ts';

/** What the sweep reads of the table. */
export interface DueWork {
  /**
   * Keys of records that are due at this time, the longest waiting first, at most `most` of them, from behind `after`
   * on. `more` tells where it broke off when there are others.
   */
  dueAt(now: Instant, limits: { most: number; after?: DuePlace }): Promise<DueKeys>;
  /** Of these records those that are looked at again at some time. */
  attended(keys: readonly RecordKey[]): Promise<RecordKey[]>;
  /** Of these records those that exist, as they were written. */
  existing(keys: readonly RecordKey[]): Promise<(RecordKey & { readonly record: unknown })[]>;
}

export interface DueKeys {
  readonly keys: readonly RecordKey[];
  readonly more?: DuePlace;
}

/** The index of what is due holds keys alone, so a page of it is small; AWS allows 1 MB. */
const pageOfDue = 1_000;
/** BatchGetItem takes at most 100 keys. */
const batch = 100;

export function dueWork(tableName: string, settings: ClientSettings = {}): DueWork {
  const client = new DynamoDBClient(settings);
  return {
    dueAt: (now, limits) => dueAt(client, { tableName, now, ...limits }),
    async attended(keys) {
      const items = await getAll(client, tableName, { keys, attributes: ['pk', 'sk', 'dueAt'] });
      return items.filter(({ dueAt: at }) => at !== undefined).map(keyOf);
    },
    async existing(keys) {
      const items = await getAll(client, tableName, { keys, attributes: ['pk', 'sk', 'record'] });
      return items.map((item) => ({
        ...keyOf(item),
        record: JSON.parse(item['record']?.S ?? 'null') as unknown,
      }));
    },
  };
}

type Item = Readonly<Record<string, AttributeValue>>;

async function dueAt(
  client: DynamoDBClient,
  asked: { tableName: string; now: Instant; most: number; after?: DuePlace },
): Promise<DueKeys> {
  const { tableName, now, most } = asked;
  const keys: RecordKey[] = [];
  let from = asked.after && startKey(asked.after);
  do {
    const name = { call: 'DynamoDB Query', on: `index due-keys of table ${tableName}` };
    const { Items = [], LastEvaluatedKey } = await calling(name, () =>
      client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'due-keys',
          KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
          ExpressionAttributeValues: {
            ':shard': { S: dueShard },
            ':now': { S: new Date(now).toISOString() },
          },
          Limit: Math.min(pageOfDue, most - keys.length),
          ...(from && { ExclusiveStartKey: from }),
        }),
      ),
    );
    keys.push(...Items.map(keyOf));
    from = LastEvaluatedKey;
  } while (from !== undefined && keys.length < most);
  return { keys, ...(from && { more: { ...keyOf(from), dueAt: from['dueAt']?.S ?? '' } }) };
}

function startKey({ pk, sk, dueAt: at }: DuePlace): Record<string, AttributeValue> {
  return { pk: { S: pk }, sk: { S: sk }, dueShard: { S: dueShard }, dueAt: { S: at } };
}

async function getAll(
  client: DynamoDBClient,
  tableName: string,
  { keys, attributes }: { keys: readonly RecordKey[]; attributes: readonly string[] },
): Promise<Item[]> {
  const found: Item[] = [];
  for (let start = 0; start < keys.length; start += batch) {
    const some = keys.slice(start, start + batch).map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }));
    found.push(...(await getBatch(client, tableName, { keys: some, attributes })));
  }
  return found;
}

/**
 * DynamoDB leaves keys unprocessed when an answer would be larger than 16 MB, or when it is too busy. They are asked for
 * again, until an answer holds nothing new.
 */
async function getBatch(
  client: DynamoDBClient,
  tableName: string,
  { keys, attributes }: { keys: readonly Record<string, AttributeValue>[]; attributes: readonly string[] },
): Promise<Item[]> {
  const call = { call: 'DynamoDB BatchGetItem', on: `table ${tableName}` };
  const found: Item[] = [];
  let left: readonly Record<string, AttributeValue>[] | undefined = keys;
  while (left !== undefined && left.length > 0) {
    const asked: Record<string, AttributeValue>[] = [...left];
    const { Responses, UnprocessedKeys } = await calling(call, () =>
      client.send(
        new BatchGetItemCommand({
          RequestItems: {
            [tableName]: {
              Keys: asked,
              ProjectionExpression: attributes.map((_, at) => `#${at}`).join(', '),
              ExpressionAttributeNames: Object.fromEntries(attributes.map((name, at) => [`#${at}`, name])),
            },
          },
        }),
      ),
    );
    found.push(...(Responses?.[tableName] ?? []));
    left = UnprocessedKeys?.[tableName]?.Keys;
    if (left !== undefined && left.length >= asked.length)
      throw new ControllerError('throttled', `${call.call} on ${call.on} left every key unprocessed.`);
  }
  return found;
}

function keyOf(item: Item): RecordKey {
  return { pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' };
}
