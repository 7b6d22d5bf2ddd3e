import { defineState } from '../../kernel/world.ts';
import type { SortedMap } from './sorted-map.ts';

/** A DynamoDB value on the wire, for example `{ "S": "text" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** One key attribute of a table or index: HASH first, then RANGE. */
export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

export interface SecondaryIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly [member: string]: unknown;
}

/** The description of a table as DescribeTable gives it. */
export interface TableDescription {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  KeySchema: KeyElement[];
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  GlobalSecondaryIndexes?: SecondaryIndex[];
  LocalSecondaryIndexes?: SecondaryIndex[];
  [member: string]: unknown;
}

export interface Table {
  description: TableDescription;
  readonly items: SortedMap<Item>;
  /** Entries of the secondary indexes, by `local/NAME` or `global/NAME`. */
  readonly indexes: Map<string, SortedMap<Item>>;
  readonly tags: Map<string, string>;
  /** The attribute that holds an item's expiry, in epoch seconds; absent while TTL is off. */
  timeToLiveAttribute?: string;
  /** No item is due for deletion before this time (epoch milliseconds). */
  nextExpiryAt: number;
  pointInTimeRecovery: { enabledAt?: number; recoveryPeriodInDays: number };
}

/** The tables of one account and Region. */
export const dynamodbState = defineState('dynamodb', () => ({ tables: new Map<string, Table>() }));
