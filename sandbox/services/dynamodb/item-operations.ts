import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation, type Operation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { checkedInput, engine, runAction } from './dynalite.ts';
import { expireItems } from './expire-items.ts';
import { tableArn, tableName } from './find-table.ts';
import { itemStore } from './item-store.ts';
import { leadingKeys } from './leading-keys.ts';
import { dynamodbState, type Item } from './state.ts';
import { authorizeTableKey } from './table-key.ts';

export type TableInput = Readonly<Record<string, unknown>>;

/** The operations on the items of one table, with dynalite's rules over the sandbox's state. */
export const itemOperations = {
  GetItem: itemOperation('GetItem'),
  PutItem: itemOperation('PutItem'),
  UpdateItem: itemOperation('UpdateItem'),
  DeleteItem: itemOperation('DeleteItem'),
  Query: itemOperation('Query'),
  Scan: itemOperation('Scan'),
};

/** Runs one item operation in a place, as the operations of the same names do. */
export async function runItemOperation(scope: Scope, operation: string, input: TableInput): Promise<unknown> {
  const TableName = tableName(input['TableName']);
  expireItems(scope, TableName);
  const data = checkedInput(operation, { ...input, TableName });
  try {
    return await runAction(operation, itemStore(scope, data), data);
  } catch (error) {
    throw withOldItem(scope, error, input);
  }
}

function itemOperation(name: string): Operation<TableInput> {
  return defineOperation({
    resources: (input: TableInput, context: CallContext) => {
      const table = tableArn(context, input['TableName']);
      const index = indexOf(name, input);
      return index === undefined ? table : `${table}/index/${index}`;
    },
    conditions: (input: TableInput, context: CallContext) =>
      leadingKeys(context, { operation: name, index: indexOf(name, input) }, input),
    handle: (input: TableInput, context: CallContext) => {
      authorizeTableKey(context, input['TableName']);
      return runItemOperation(context, name, input);
    },
  });
}

/** The index that is read in the place of the table; other operations have no such member. */
function indexOf(operation: string, { IndexName: index }: TableInput): string | undefined {
  const isRead = operation === 'Query' || operation === 'Scan';
  return isRead && index !== undefined ? String(index) : undefined;
}

/** `ReturnValuesOnConditionCheckFailure: ALL_OLD`, which dynalite does not know: the item goes into the error. */
function withOldItem(scope: Scope, error: unknown, input: TableInput): unknown {
  if (input['ReturnValuesOnConditionCheckFailure'] !== 'ALL_OLD') return error;
  if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') return error;
  const item = storedItem(scope, input);
  return item === undefined ? error : new AwsError(error.code, error.message, { members: { Item: item } });
}

function storedItem(scope: Scope, input: TableInput): Item | undefined {
  const table = dynamodbState(scope).tables.get(tableName(input['TableName']));
  if (table === undefined) return undefined;
  return table.items.values.get(engine.createKey(input['Key'] ?? input['Item'], table.description));
}
