import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { checkedInput, engine } from './dynalite.ts';
import { findTable, indexKey, tableArn, tableName } from './find-table.ts';
import type { TableInput } from './item-operations.ts';
import { setEntry, sortedMap } from './sorted-map.ts';
import type { SecondaryIndex, Table } from './state.ts';

interface IndexUpdate {
  readonly Create?: SecondaryIndex;
  readonly Delete?: { readonly IndexName: string };
  readonly Update?: { readonly IndexName: string; readonly ProvisionedThroughput: object };
}

/** Changes billing, throughput, deletion protection and global secondary indexes; all of it holds at once. */
export const updateTable = defineOperation({
  resources: (input: TableInput, context: CallContext) => tableArn(context, input['TableName']),
  handle: (input: TableInput, context: CallContext) => {
    const table = findTable(context, tableName(input['TableName']));
    const protection = input['DeletionProtectionEnabled'];
    if (typeof protection === 'boolean') table.description['DeletionProtectionEnabled'] = protection;
    // dynalite does not know deletion protection and would refuse a call that changes nothing else.
    if (typeof protection !== 'boolean' || hasMore(input)) changeTable(context, table, input);
    return { TableDescription: { ...table.description, TableStatus: 'UPDATING' } };
  },
});

/** Adds a global secondary index and fills it from the items that are there. */
export function addIndex(table: Table, index: SecondaryIndex): void {
  const { description } = table;
  const described = {
    ...index,
    IndexArn: `${description.TableArn}/index/${index.IndexName}`,
    IndexStatus: 'ACTIVE',
  };
  description.GlobalSecondaryIndexes = [...(description.GlobalSecondaryIndexes ?? []), described];
  const entries = sortedMap<never>();
  for (const item of table.items.values.values()) {
    for (const { key, item: entry } of engine.getIndexActions([index], null, item, description).puts)
      setEntry(entries, key, entry);
  }
  table.indexes.set(indexKey('global', index.IndexName), entries);
}

/** Removes a global secondary index; the items stay. */
export function removeIndex({ description, indexes }: Table, name: string): void {
  const left = (description.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => IndexName !== name);
  if (left.length === 0) delete description.GlobalSecondaryIndexes;
  else description.GlobalSecondaryIndexes = left;
  indexes.delete(indexKey('global', name));
}

function hasMore(input: TableInput): boolean {
  return Object.keys(input).some((name) => name !== 'TableName' && name !== 'DeletionProtectionEnabled');
}

function changeTable(scope: Scope, table: Table, input: TableInput): void {
  const checked = checkedInput('UpdateTable', { ...input, TableName: table.description.TableName });
  const { description } = table;
  if (checked['ProvisionedThroughput'])
    description['ProvisionedThroughput'] = { ...checked['ProvisionedThroughput'], NumberOfDecreasesToday: 0 };
  if (checked['BillingMode'])
    description['BillingModeSummary'] = {
      BillingMode: checked['BillingMode'],
      ...(checked['BillingMode'] === 'PAY_PER_REQUEST' && {
        LastUpdateToPayPerRequestDateTime: new Date(scope.world.clock.now()),
      }),
    };
  if (Array.isArray(input['AttributeDefinitions'])) {
    description.AttributeDefinitions = mergeDefinitions(table, input['AttributeDefinitions']);
  }
  // checkedInput has checked the shape of each update.
  for (const update of (checked['GlobalSecondaryIndexUpdates'] ?? []) as IndexUpdate[])
    updateIndex(table, update);
}

function mergeDefinitions({ description }: Table, added: { AttributeName: string; AttributeType: string }[]) {
  const known = new Map(description.AttributeDefinitions.map((one) => [one.AttributeName, one]));
  for (const definition of added) known.set(definition.AttributeName, definition);
  return [...known.values()];
}

function updateIndex(table: Table, { Create, Delete, Update }: IndexUpdate): void {
  if (Create !== undefined) {
    refuseExisting(table, Create.IndexName);
    addIndex(table, Create);
  } else if (Delete !== undefined) {
    existingIndex(table, Delete.IndexName);
    removeIndex(table, Delete.IndexName);
  } else if (Update !== undefined) {
    const { ProvisionedThroughput } = Update;
    Object.assign(existingIndex(table, Update.IndexName), { ProvisionedThroughput });
  }
}

function indexNamed({ description }: Table, name: string): SecondaryIndex | undefined {
  return description.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === name);
}

function refuseExisting(table: Table, name: string): void {
  if (indexNamed(table, name) === undefined) return;
  throw new AwsError('ValidationException', `Attempting to create an index which already exists: ${name}`);
}

function existingIndex(table: Table, name: string): SecondaryIndex {
  const index = indexNamed(table, name);
  if (index === undefined) throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
  return index;
}
