import { BatchGetItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { ClientSettings } from '../aws/client-settings.ts';
import { calling } from '../aws/translate-error.ts';
import type { Instant } from '../core/time.ts';
import { dueShard } from './table.ts';

/** A record's place in the table. */
export interface RecordKey {
  readonly pk: string;
  readonly sk: string;
}

/** What the sweep reads of the table. */
export interface DueWork {
  /** Keys of the records that are due at this time, the longest waiting first; at most 1,000. */
  dueAt(now: Instant): Promise<RecordKey[]>;
  /** Of these records those that exist, as they were written. */
  existing(
    keys: readonly RecordKey[],
  ): Promise<(RecordKey & { readonly record: unknown; readonly isDueLater: boolean })[]>;
}

const mostAtOnce = 1_000;
/** BatchGetItem takes at most 100 keys. */
const batch = 100;

export function dueWork(tableName: string, settings: ClientSettings = {}): DueWork {
  const client = new DynamoDBClient(settings);
  return {
    async dueAt(now) {
      const { Items } = await calling({ call: 'DynamoDB Query', on: `index due of table ${tableName}` }, () =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: 'due',
            KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
            ExpressionAttributeValues: {
              ':shard': { S: dueShard },
              ':now': { S: new Date(now).toISOString() },
            },
            Limit: mostAtOnce,
          }),
        ),
      );
      return (Items ?? []).map(({ pk, sk }) => ({ pk: pk?.S ?? '', sk: sk?.S ?? '' }));
    },
    async existing(keys) {
      const found = [];
      for (let start = 0; start < keys.length; start += batch) {
        found.push(...(await getBatch(client, tableName, keys.slice(start, start + batch))));
      }
      return found;
    },
  };
}

/** Keys that DynamoDB leaves unprocessed count as missing: they are woken once more than needed. */
async function getBatch(client: DynamoDBClient, tableName: string, keys: readonly RecordKey[]) {
  const { Responses } = await calling({ call: 'DynamoDB BatchGetItem', on: `table ${tableName}` }, () =>
    client.send(
      new BatchGetItemCommand({
        RequestItems: { [tableName]: { Keys: keys.map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } })) } },
      }),
    ),
  );
  return (Responses?.[tableName] ?? []).map((item) => ({
    pk: item['pk']?.S ?? '',
    sk: item['sk']?.S ?? '',
    record: JSON.parse(item['record']?.S ?? 'null') as unknown,
    isDueLater: item['dueAt'] !== undefined,
  }));
}
