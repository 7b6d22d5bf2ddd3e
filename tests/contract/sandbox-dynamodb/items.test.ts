import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { itemOperations } from '../../../sandbox/services/dynamodb/item-operations.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { stackTable } from '../../support/stack-table.ts';
import { aWorld } from './test-world.ts';

const TableName = 'records';
let { world, scope, client } = aWorld();

beforeEach(async () => {
  ({ world, scope, client } = aWorld());
  await client.send(new CreateTableCommand({ TableName, ...stackTable }));
});

const put = (pk: string, sk: string, more: Record<string, { S: string } | { N: string }> = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk }, ...more } }));

describe('DynamoDB items', () => {
  test('an item that was put is read back', async () => {
    await put('a', '1', { count: { N: '3' } });

    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: '1' } } }),
    );

    expect(Item).toEqual({ pk: { S: 'a' }, sk: { S: '1' }, count: { N: '3' } });
  });

  test('a put on condition that the item is new loses the second time, and the error shows what is there', async () => {
    await put('a', '1', { version: { N: '7' } });

    const second = client.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: 'a' }, sk: { S: '1' } },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

    const error = await second.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({
      message: 'The conditional request failed',
      Item: { pk: { S: 'a' }, sk: { S: '1' }, version: { N: '7' } },
    });
  });

  test('an update on the wrong version changes nothing and shows no item unless asked', async () => {
    await put('a', '1', { version: { N: '7' } });
    const update = new UpdateItemCommand({
      TableName,
      Key: { pk: { S: 'a' }, sk: { S: '1' } },
      UpdateExpression: 'SET version = :new',
      ConditionExpression: 'version = :old',
      ExpressionAttributeValues: { ':new': { N: '9' }, ':old': { N: '8' } },
    });

    const error = await client.send(update).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect((error as ConditionalCheckFailedException).Item).toBeUndefined();
    const { Items } = await client.send(new ScanCommand({ TableName }));
    expect(Items).toEqual([{ pk: { S: 'a' }, sk: { S: '1' }, version: { N: '7' } }]);
  });

  test('of racing updates on one version exactly one wins', async () => {
    await put('a', '1', { version: { N: '1' } });
    const update = () =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk: { S: 'a' }, sk: { S: '1' } },
          UpdateExpression: 'SET version = version + :one',
          ConditionExpression: 'version = :old',
          ExpressionAttributeValues: { ':one': { N: '1' }, ':old': { N: '1' } },
          ReturnValues: 'ALL_NEW',
        }),
      );

    const results = await Promise.allSettled(Array.from({ length: 16 }, update));

    const won = results.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ value: { Attributes: { version: { N: '2' } } } });
  });

  test('a query gives the sort keys in order, in pages, and backwards', async () => {
    for (const sk of ['c', 'a', 'd', 'b']) await put('p', sk);
    await put('other', 'a');
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'p' } },
      Limit: 3,
    };

    const first = await client.send(new QueryCommand(query));
    const second = await client.send(
      new QueryCommand({ ...query, ExclusiveStartKey: first.LastEvaluatedKey }),
    );
    const backwards = await client.send(new QueryCommand({ ...query, ScanIndexForward: false }));

    expect(first.Items?.map(({ sk }) => sk?.S)).toEqual(['a', 'b', 'c']);
    expect(second.Items?.map(({ sk }) => sk?.S)).toEqual(['d']);
    expect(second.LastEvaluatedKey).toBeUndefined();
    expect(backwards.Items?.map(({ sk }) => sk?.S)).toEqual(['d', 'c', 'b']);
  });

  test('a sparse index holds the items that have its key, and follows their changes', async () => {
    await put('a', '1', { dueShard: { S: '0' }, dueAt: { S: '2026-03-02T10:05:00Z' } });
    await put('b', '1', { dueShard: { S: '0' }, dueAt: { S: '2026-03-02T10:01:00Z' } });
    await put('c', '1');
    const due = new QueryCommand({
      TableName,
      IndexName: 'due-keys',
      KeyConditionExpression: 'dueShard = :s AND dueAt <= :now',
      ExpressionAttributeValues: { ':s': { S: '0' }, ':now': { S: '2026-03-02T10:06:00Z' } },
    });

    const before = await client.send(due);
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: 'b' }, sk: { S: '1' } },
        UpdateExpression: 'REMOVE dueShard, dueAt',
      }),
    );
    const after = await client.send(due);

    expect(before.Items?.map(({ pk }) => pk?.S)).toEqual(['b', 'a']);
    expect(after.Items?.map(({ pk }) => pk?.S)).toEqual(['a']);
  });

  test('batches write and read several items; missing ones are left out', async () => {
    await put('old', '1');
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { pk: { S: 'x' }, sk: { S: '1' } } } },
            { DeleteRequest: { Key: { pk: { S: 'old' }, sk: { S: '1' } } } },
          ],
        },
      }),
    );

    const { Responses } = await client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [TableName]: { Keys: ['old', 'x', 'y'].map((pk) => ({ pk: { S: pk }, sk: { S: '1' } })) },
        },
      }),
    );

    expect(Responses).toEqual({ [TableName]: [{ pk: { S: 'x' }, sk: { S: '1' } }] });
  });

  test('a delete can give back what it deleted', async () => {
    await put('a', '1', { note: { S: 'kept' } });

    const { Attributes } = await client.send(
      new DeleteItemCommand({
        TableName,
        Key: { pk: { S: 'a' }, sk: { S: '1' } },
        ReturnValues: 'ALL_OLD',
      }),
    );

    expect(Attributes).toEqual({ pk: { S: 'a' }, sk: { S: '1' }, note: { S: 'kept' } });
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  test('a table belongs to one Region', async () => {
    const elsewhere = new DynamoDBClient(inProcessClientConfig(world, { region: 'us-east-1' }));

    const read = elsewhere.send(new ScanCommand({ TableName }));

    await expect(read).rejects.toThrow(ResourceNotFoundException);
  });

  test('IAM is asked about the index that is queried, and about the partition keys', () => {
    const context = {
      ...scope,
      requestId: '1',
      principal: { kind: 'user', arn: 'arn:aws:iam::111122223333:user/admin', userId: 'A' },
    } as const;
    const query = {
      TableName,
      IndexName: 'due-keys',
      KeyConditionExpression: '#shard = :s AND dueAt <= :now',
      ExpressionAttributeNames: { '#shard': 'dueShard' },
      ExpressionAttributeValues: { ':s': { S: '0' }, ':now': { S: 'z' } },
    };

    expect(itemOperations.Query.resources(query, context)).toBe(
      'arn:aws:dynamodb:eu-central-1:111122223333:table/records/index/due-keys',
    );
    expect(itemOperations.Query.conditions?.(query, context)).toEqual({ 'dynamodb:LeadingKeys': ['0'] });
    expect(
      itemOperations.GetItem.conditions?.({ TableName, Key: { pk: { S: 'a' }, sk: { S: '1' } } }, context),
    ).toEqual({ 'dynamodb:LeadingKeys': ['a'] });
  });
});
