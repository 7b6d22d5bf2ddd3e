import { AwsError } from '../../kernel/errors.ts';
import { type CallContext, defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { checkedInput } from './dynalite.ts';
import { indexKey, tableArn } from './find-table.ts';
import type { TableInput } from './item-operations.ts';
import { sortedMap } from './sorted-map.ts';
import { dynamodbState, type SecondaryIndex, type Table, type TableDescription } from './state.ts';

/** A table that can be used at once. The answer still says CREATING, as DynamoDB's does. */
export const createTable = defineOperation({
  resources: (input: TableInput, context: CallContext) => tableArn(context, input['TableName']),
  handle: (input: TableInput, context: CallContext) => {
    const description = makeTable(context, input);
    return { TableDescription: { ...description, TableStatus: 'CREATING' } };
  },
});

/** Makes the table that CreateTable's input describes, or refuses as DynamoDB does. */
export function makeTable(scope: Scope, input: TableInput): TableDescription {
  // DynamoDB's checks have made sure of the members that a TableDescription needs.
  const checked = checkedInput('CreateTable', { ...input }) as unknown as TableDescription;
  const { tables } = dynamodbState(scope);
  const name = checked.TableName;
  if (tables.has(name)) {
    throw new AwsError('ResourceInUseException', `Table already exists: ${name}`);
  }
  const table: Table = {
    description: describe(scope, checked, input),
    items: sortedMap(),
    indexes: new Map(),
    tags: new Map(tagsOf(input).map(({ Key, Value }) => [Key, Value])),
    nextExpiryAt: Infinity,
    pointInTimeRecovery: { recoveryPeriodInDays: 35 },
  };
  for (const { IndexName } of checked.GlobalSecondaryIndexes ?? [])
    table.indexes.set(indexKey('global', IndexName), sortedMap());
  for (const { IndexName } of checked.LocalSecondaryIndexes ?? [])
    table.indexes.set(indexKey('local', IndexName), sortedMap());
  tables.set(name, table);
  return table.description;
}

function describe(scope: Scope, checked: TableDescription, input: TableInput): TableDescription {
  const { BillingMode: billingMode, ...members } = checked;
  const now = new Date(scope.world.clock.now());
  const arn = tableArn(scope, checked.TableName);
  return {
    ...members,
    ...(billingMode === 'PAY_PER_REQUEST' && {
      BillingModeSummary: { BillingMode: billingMode, LastUpdateToPayPerRequestDateTime: now },
    }),
    ...(members.GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: members.GlobalSecondaryIndexes.map((index) => ({
        ...describeIndex(arn, index),
        IndexStatus: 'ACTIVE',
        ProvisionedThroughput: throughput(index['ProvisionedThroughput']),
      })),
    }),
    ...(members.LocalSecondaryIndexes && {
      LocalSecondaryIndexes: members.LocalSecondaryIndexes.map((index) => describeIndex(arn, index)),
    }),
    TableArn: arn,
    TableId: scope.world.ids.uuid(),
    TableStatus: 'ACTIVE',
    CreationDateTime: now,
    ProvisionedThroughput: throughput(members['ProvisionedThroughput']),
    DeletionProtectionEnabled: input['DeletionProtectionEnabled'] === true,
  };
}

function describeIndex(table: string, index: SecondaryIndex): SecondaryIndex {
  return { ...index, IndexArn: `${table}/index/${index.IndexName}` };
}

function throughput(given: unknown): Record<string, unknown> {
  return {
    ReadCapacityUnits: 0,
    WriteCapacityUnits: 0,
    ...(typeof given === 'object' ? given : {}),
    NumberOfDecreasesToday: 0,
  };
}

function tagsOf(input: TableInput): { Key: string; Value: string }[] {
  return Array.isArray(input['Tags']) ? input['Tags'] : [];
}
