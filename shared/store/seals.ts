import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { ClientSettings } from '../aws/client-settings.ts';
import { calling } from '../aws/translate-error.ts';
import { backupOfKey } from '../core/backup-keys.ts';
import type { Seals } from '../core/seals.ts';
import { day } from '../core/time.ts';
import { backupKey } from './backups.ts';
import { type RecordKey, tableItems } from './items.ts';

/** Longer than any backup is kept: ten years, a full one of a year, and a month between two. */
const keptForMs = (3_650 + 365 + 30 + 30) * day;

/** Seals as items of the table, one for each record that was ever written. */
export function backupSeals(
  place: { readonly tableName: string; now(): number },
  settings: ClientSettings = {},
): Seals {
  const items = tableItems(place.tableName, settings);
  return {
    async add(key, sha256) {
      const expiresAt = { N: String(Math.ceil((place.now() + keptForMs) / 1_000)) };
      await items.put(sealKey(key, sha256), { expiresAt });
    },
    has: async (key, sha256) => (await items.get(sealKey(key, sha256))) !== undefined,
  };
}

/** Whether a record of this backup was ever sealed in the table. */
export async function hasSeals(
  tableName: string,
  backup: string,
  settings: ClientSettings = {},
): Promise<boolean> {
  const client = new DynamoDBClient(settings);
  const command = new QueryCommand({
    TableName: tableName,
    KeyConditionExpression: 'pk = :backup AND begins_with(sk, :seal)',
    ExpressionAttributeValues: { ':backup': { S: backupKey(backup) }, ':seal': { S: 'seal#' } },
    ConsistentRead: true,
    Limit: 1,
  });
  const on = `backup ${backup} in table ${tableName}`;
  const { Items = [] } = await calling({ call: 'DynamoDB Query', on }, () => client.send(command));
  return Items.length > 0;
}

/** Beside the backup's own record, so that both are under one partition key. */
function sealKey(key: string, sha256: string): RecordKey {
  return { pk: backupKey(backupOfKey(key)), sk: `seal#${key}#${sha256}` };
}
