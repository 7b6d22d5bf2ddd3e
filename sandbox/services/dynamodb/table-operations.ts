import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { checkedInput, engine } from './dynalite.ts';
import { expireItems } from './expire-items.ts';
import { findTable, tableArn, tableName } from './find-table.ts';
import type { TableInput } from './item-operations.ts';
import { dynamodbState, type TableDescription } from './state.ts';

const resources = (input: TableInput, context: CallContext) => tableArn(context, input['TableName']);

export const describeTable = defineOperation({
  resources,
  handle: (input: TableInput, context: CallContext) => ({ Table: currentDescription(context, input) }),
});

/** Deletes the table and its items; one that is protected stays. */
export const deleteTable = defineOperation({
  resources,
  handle: (input: TableInput, context: CallContext) => {
    const description = currentDescription(context, input);
    refuseWhenProtected(description);
    dynamodbState(context).tables.delete(description.TableName);
    return { TableDescription: { ...description, TableStatus: 'DELETING' } };
  },
});

/** Declines, in DynamoDB's words, the deletion of a table that is protected against it. */
export function refuseWhenProtected(description: TableDescription): void {
  if (description['DeletionProtectionEnabled'] === true)
    throw new AwsError(
      'ValidationException',
      'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
}

export const listTables = defineOperation({
  resources: () => '*',
  handle: (input: TableInput, context: CallContext) => {
    const { Limit = 100, ExclusiveStartTableName: after = '' } = checkedInput('ListTables', { ...input });
    const names = [...dynamodbState(context).tables.keys()].sort().filter((name) => name > String(after));
    const page = names.slice(0, Number(Limit));
    return {
      TableNames: page,
      ...(page.length < names.length && { LastEvaluatedTableName: page.at(-1) }),
    };
  },
});

/** DynamoDB counts items every six hours; here the numbers are those of this moment. */
function currentDescription(scope: Scope, input: TableInput): TableDescription {
  const name = tableName(input['TableName']);
  expireItems(scope, name);
  const { description, items } = findTable(scope, name);
  let size = 0;
  for (const item of items.values.values()) size += engine.itemSize(item);
  return { ...description, ItemCount: items.keys.length, TableSizeBytes: size };
}
