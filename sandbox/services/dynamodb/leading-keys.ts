import type { Scope } from '../../kernel/world.ts';
import { checkedInput } from './dynalite.ts';
import { tableName } from './find-table.ts';
import { type AttributeValue, dynamodbState } from './state.ts';

type Input = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, AttributeValue>>;

/** Where an operation on one table names its items; a Scan names none. */
const namedIn: Readonly<Record<string, 'Key' | 'Item' | 'conditions'>> = {
  GetItem: 'Key',
  PutItem: 'Item',
  UpdateItem: 'Key',
  DeleteItem: 'Key',
  Query: 'conditions',
};

/**
 * The IAM condition key `dynamodb:LeadingKeys` of a call on one table: the partition keys that the operation will use,
 * whatever other members the call has, and none for a Scan or where the table does not exist (AWS developer guide,
 * "Using IAM policy conditions").
 */
export function leadingKeys(
  scope: Scope,
  { operation, index }: { readonly operation: string; readonly index: string | undefined },
  input: Input,
): Record<string, readonly string[]> {
  const hashName = partitionKeyOf(scope, input, index);
  const place = namedIn[operation];
  if (hashName === undefined || place === undefined) return {};
  // DynamoDB's own checks come after IAM's: whatever has another form gives no key.
  const value =
    place === 'conditions' ? queriedKey(input, hashName) : (input[place] as Values | undefined)?.[hashName];
  return asCondition(value === undefined ? [] : [value]);
}

/** The name of the partition key of the table, or of the index that is queried. */
function partitionKeyOf(scope: Scope, input: Input, indexName: string | undefined): string | undefined {
  const description = dynamodbState(scope).tables.get(tableName(input['TableName']))?.description;
  if (description === undefined) return undefined;
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = description;
  const index = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].find(
    ({ IndexName }) => IndexName === indexName,
  );
  return (index ?? description).KeySchema[0]?.AttributeName;
}

/** The same for the keys and items of a batch, each under the partition key of its own table. */
export function leadingKeysOfBatch(
  scope: Scope,
  tables: ReadonlyMap<string, readonly Values[]>,
): Record<string, readonly string[]> {
  const { tables: known } = dynamodbState(scope);
  const values: AttributeValue[] = [];
  for (const [name, keys] of tables) {
    const hashName = known.get(name)?.description.KeySchema[0]?.AttributeName;
    for (const key of keys) {
      const value = hashName === undefined ? undefined : key[hashName];
      if (value !== undefined) values.push(value);
    }
  }
  return asCondition(values);
}

function asCondition(values: readonly AttributeValue[]): Record<string, readonly string[]> {
  const texts = values.flatMap((value) => Object.values(value).map(String));
  return texts.length === 0 ? {} : { 'dynamodb:LeadingKeys': texts };
}

/**
 * The partition key that a Query names, read as the query itself will be: from an expression, whatever side of the `=`
 * the name is on, or from the older conditions. A Query that is not fit to run has none.
 */
function queriedKey(input: Input, hashName: string): AttributeValue | undefined {
  return conditionsOf(input)?.[hashName]?.AttributeValueList?.[0];
}

function conditionsOf(input: Input): Readonly<Record<string, KeyCondition>> | undefined {
  if (input['KeyConditionExpression'] === undefined && input['KeyConditions'] === undefined) return undefined;
  try {
    const checked = checkedInput('Query', { ...input, TableName: tableName(input['TableName']) });
    // The check has turned an expression into conditions.
    return checked['KeyConditions'] as Readonly<Record<string, KeyCondition>>;
  } catch {
    return undefined;
  }
}

interface KeyCondition {
  readonly AttributeValueList?: readonly AttributeValue[];
}
