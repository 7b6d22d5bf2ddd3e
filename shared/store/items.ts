import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { ClientSettings } from '../aws/client-settings.ts';
import { calling } from '../aws/translate-error.ts';

/** An item's place in the table. */
export interface RecordKey {
  readonly pk: string;
  readonly sk: string;
}

/** What an item holds besides its key. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What has to hold of the item that is there for another one to take its place. */
export interface WriteCondition {
  readonly expression: string;
  readonly values?: Record<string, AttributeValue>;
}

/** The items of one table, each by its key. */
export interface Items {
  /** As it was last written; nothing when there is none. */
  get(key: RecordKey): Promise<Attributes | undefined>;
  /** Takes the place of what is there; fails as a conflict when that does not fulfil the condition. */
  put(key: RecordKey, attributes: Attributes, condition?: WriteCondition): Promise<void>;
}

/** Items as DynamoDB keeps them, read consistently. */
export function tableItems(tableName: string, settings: ClientSettings = {}): Items {
  const client = new DynamoDBClient(settings);
  const on = ({ pk }: RecordKey): string => `record ${pk} of table ${tableName}`;
  const keyed = ({ pk, sk }: RecordKey) => ({ pk: { S: pk }, sk: { S: sk } });
  return {
    async get(key) {
      const command = new GetItemCommand({ TableName: tableName, Key: keyed(key), ConsistentRead: true });
      const { Item } = await calling({ call: 'DynamoDB GetItem', on: on(key) }, () => client.send(command));
      return Item;
    },
    async put(key, attributes, condition) {
      const command = new PutItemCommand({
        TableName: tableName,
        Item: { ...keyed(key), ...attributes },
        ...(condition && {
          ConditionExpression: condition.expression,
          ...(condition.values && { ExpressionAttributeValues: condition.values }),
        }),
      });
      await calling({ call: 'DynamoDB PutItem', on: on(key) }, () => client.send(command));
    },
  };
}
