import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { stackTable } from '../../support/stack-table.ts';
import { readerWith } from './a-reader.ts';
import { aWorld } from './test-world.ts';

const TableName = 'records';
const region = 'eu-central-1';
let { world, scope, client: administrator } = aWorld(region);

beforeEach(async () => {
  ({ world, scope, client: administrator } = aWorld(region));
  await administrator.send(new CreateTableCommand({ TableName, ...stackTable }));
  for (const pk of ['own#1', 'own#2', 'other#1']) await administrator.send(put(pk));
});

/** Every call is tried with partition keys of its own kind, and of another. */
const calls: readonly (readonly [string, (role: DynamoDBClient, ...pks: string[]) => Promise<unknown>])[] = [
  ['GetItem', (role, pk = '') => role.send(new GetItemCommand({ TableName, Key: key(pk) }))],
  ['PutItem', (role, pk = '') => role.send(put(pk))],
  ['UpdateItem', (role, pk = '') => role.send(new UpdateItemCommand({ TableName, Key: key(pk) }))],
  ['DeleteItem', (role, pk = '') => role.send(new DeleteItemCommand({ TableName, Key: key(pk) }))],
  ['Query', (role, pk = '') => role.send(query(pk, { KeyConditionExpression: 'pk = :pk' }))],
  ['Query', (role, pk = '') => role.send(query(pk, { KeyConditionExpression: ':pk = pk' }))],
  [
    'Query',
    (role, pk = '') => role.send(query(pk, { KeyConditionExpression: '(pk=:pk)AND begins_with(sk, :pk)' })),
  ],
  [
    'Query',
    (role, pk = '') =>
      role.send(query(pk, { KeyConditionExpression: '#a = :pk', ExpressionAttributeNames: { '#a': 'pk' } })),
  ],
  [
    'Query',
    (role, pk = '') =>
      role.send(
        new QueryCommand({
          TableName,
          KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: pk }] } },
        }),
      ),
  ],
  [
    'BatchGetItem',
    (role, ...pks) =>
      role.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: pks.map(key) } } })),
  ],
  [
    'BatchWriteItem',
    (role, ...pks) => role.send(writes(pks.map((pk) => ({ PutRequest: { Item: key(pk) } })))),
  ],
  [
    'BatchWriteItem',
    (role, ...pks) => role.send(writes(pks.map((pk) => ({ DeleteRequest: { Key: key(pk) } })))),
  ],
];

describe('a role that may only touch partition keys of one kind', () => {
  const condition = {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['own#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };

  it.each(calls)('is allowed %s of its own kind', async (_operation, call) => {
    await expect(call(roleWith(condition), 'own#1')).resolves.toBeDefined();
  });

  it.each(calls)('is refused %s of another kind', async (operation, call) => {
    await expect(call(roleWith(condition), 'other#1')).rejects.toThrow(refusalOf(operation));
  });

  it.each(calls.filter(([operation]) => operation.startsWith('Batch')))(
    'is refused %s when one key of many is of another kind',
    async (operation, call) => {
      await expect(call(roleWith(condition), 'own#1', 'other#1', 'own#2')).rejects.toThrow(
        refusalOf(operation),
      );
    },
  );

  it.each([
    ['in its beginning', 'ow#1'],
    ['in the case of a letter', 'Own#1'],
    ['by what stands before it', ' own#1'],
  ])('is refused a key that differs %s', async (_how, pk) => {
    await expect(roleWith(condition).send(new GetItemCommand({ TableName, Key: key(pk) }))).rejects.toThrow(
      refusalOf('GetItem'),
    );
  });

  it('is refused what has no partition key: a Scan, a Query by another attribute, and no key at all', async () => {
    const role = roleWith(condition);

    await expect(role.send(new ScanCommand({ TableName }))).rejects.toThrow(refusalOf('Scan'));
    await expect(role.send(query('1', { KeyConditionExpression: 'sk = :pk' }))).rejects.toThrow(
      refusalOf('Query'),
    );
    await expect(role.send(new GetItemCommand({ TableName, Key: { sk: { S: '1' } } }))).rejects.toThrow(
      refusalOf('GetItem'),
    );
  });

  it('is asked about the partition key of the index that it queries', async () => {
    const byShard = (shard: string): QueryCommand =>
      new QueryCommand({
        TableName,
        IndexName: 'due-keys',
        KeyConditionExpression: 'dueShard = :shard',
        ExpressionAttributeValues: { ':shard': { S: shard } },
      });

    const role = roleWith(condition);

    await expect(role.send(byShard('own#1'))).resolves.toMatchObject({ Count: 0 });
    await expect(role.send(byShard('due'))).rejects.toThrow(refusalOf('Query'));
  });
});

describe('ForAllValues alone', () => {
  it('holds when there is no partition key, as on AWS: a Scan is let through', async () => {
    const role = roleWith({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['own#*'] } });

    await expect(role.send(new ScanCommand({ TableName }))).resolves.toMatchObject({ Count: 3 });
    await expect(role.send(new GetItemCommand({ TableName, Key: key('other#1') }))).rejects.toThrow(
      refusalOf('GetItem'),
    );
    await expect(role.send(query('other#1', { KeyConditionExpression: ':pk = pk' }))).rejects.toThrow(
      refusalOf('Query'),
    );
  });
});

/** A client of a role that may do everything with the table and its index on this condition. */
function roleWith(condition: object): DynamoDBClient {
  return new DynamoDBClient(inProcessClientConfig(world, { region, ...readerWith(scope, condition) }));
}

function refusalOf(operation: string): RegExp {
  return new RegExp(
    `/reader is not authorized to perform: dynamodb:${operation} on resource: \\S+ because no identity-based policy`,
  );
}

function key(pk: string) {
  return { pk: { S: pk }, sk: { S: '1' } };
}

function put(pk: string): PutItemCommand {
  return new PutItemCommand({ TableName, Item: key(pk) });
}

function writes(requests: WriteRequest[]): BatchWriteItemCommand {
  return new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } });
}

function query(pk: string, condition: Omit<QueryCommandInput, 'TableName'>): QueryCommand {
  return new QueryCommand({ TableName, ExpressionAttributeValues: { ':pk': { S: pk } }, ...condition });
}
