import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { tableResource } from '../../../sandbox/services/dynamodb/table-resource.ts';
import { aWorld } from './test-world.ts';

const aTable = new CreateTableCommand({
  TableName: 'records',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  Tags: [{ Key: 'team', Value: 'platform' }],
});

describe('DynamoDB tables', () => {
  test('a table is described with its ARN, key and time of creation', async () => {
    const { client } = aWorld();

    const created = await client.send(aTable);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'records' }));

    expect(created.TableDescription?.TableStatus).toBe('CREATING');
    expect(Table).toMatchObject({
      TableArn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/records',
      TableStatus: 'ACTIVE',
      CreationDateTime: new Date('2026-03-02T10:00:00Z'),
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ItemCount: 0,
    });
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'platform' }]);
  });

  test('a second table of the same name is refused', async () => {
    const { client } = aWorld();
    await client.send(aTable);

    await expect(client.send(aTable)).rejects.toMatchObject({ name: 'ResourceInUseException' });
  });

  test('a protected table is not deleted until the protection is switched off', async () => {
    const { client } = aWorld();
    await client.send(aTable);
    const protect = (on: boolean) =>
      client.send(new UpdateTableCommand({ TableName: 'records', DeletionProtectionEnabled: on }));
    const remove = new DeleteTableCommand({ TableName: 'records' });

    await protect(true);
    await expect(client.send(remove)).rejects.toMatchObject({ name: 'ValidationException' });
    await protect(false);
    await client.send(remove);

    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  test('an expired item is deleted two days after its time, in the table and its indexes', async () => {
    const { client, scope, advance } = aWorld();
    tableResource(aTableResource(scope));
    const expiresAt = { N: String(Date.parse('2026-03-02T11:00:00Z') / 1000) };
    await client.send(
      new PutItemCommand({
        TableName: 'records',
        Item: { pk: { S: 'a' }, sk: { S: '1' }, kind: { S: 'lock' }, expiresAt },
      }),
    );
    const byKind = new QueryCommand({
      TableName: 'records',
      IndexName: 'kinds',
      KeyConditionExpression: 'kind = :k',
      ExpressionAttributeValues: { ':k': { S: 'lock' } },
    });

    advance(48 * 3_600_000);
    const before = await client.send(byKind);
    advance(3_600_000);
    const after = await client.send(byKind);
    const { Count } = await client.send(new ScanCommand({ TableName: 'records' }));

    expect([before.Count, after.Count, Count]).toEqual([1, 0, 0]);
  });

  test('time to live is enabled once, and asking again is an error', async () => {
    const { client } = aWorld();
    await client.send(aTable);
    const enable = new UpdateTimeToLiveCommand({
      TableName: 'records',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });

    await client.send(enable);

    await expect(client.send(enable)).rejects.toThrow('TimeToLive is already enabled');
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName: 'records' }),
    );
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });

  test('an index that is added later holds the items that were there', async () => {
    const { client } = aWorld();
    await client.send(aTable);
    await client.send(
      new PutItemCommand({ TableName: 'records', Item: { pk: { S: 'a' }, kind: { S: 'lock' } } }),
    );

    await client.send(
      new UpdateTableCommand({
        TableName: 'records',
        AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'kinds',
              KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'KEYS_ONLY' },
              ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
            },
          },
        ],
      }),
    );

    const { Items } = await client.send(new ScanCommand({ TableName: 'records', IndexName: 'kinds' }));
    expect(Items).toEqual([{ pk: { S: 'a' }, kind: { S: 'lock' } }]);
  });

  test('a table from a template is made once and keeps its items when it is deployed again', async () => {
    const { client, scope } = aWorld();
    const resource = aTableResource(scope);

    const first = tableResource(resource);
    await client.send(new PutItemCommand({ TableName: 'records', Item: { pk: { S: 'a' }, sk: { S: '1' } } }));
    tableResource({ ...resource, properties: { ...resource.properties, GlobalSecondaryIndexes: [] } });

    expect(first).toEqual({
      ref: 'records',
      attributes: { Arn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/records' },
    });
    const key = { pk: { S: 'a' }, sk: { S: '1' } };
    expect((await client.send(new GetItemCommand({ TableName: 'records', Key: key }))).Item).toEqual(key);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'records' }));
    expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
    const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName: 'records' }));
    expect(
      backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    ).toBe('ENABLED');
  });
});

function aTableResource(scope: Parameters<typeof tableResource>[0]['scope']) {
  return {
    scope,
    stackName: 'stack',
    logicalId: 'Records',
    generatedName: 'stack-Records-1',
    artifactFolder: '/nowhere',
    properties: {
      TableName: 'records',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'kind'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'kinds',
          KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  };
}
