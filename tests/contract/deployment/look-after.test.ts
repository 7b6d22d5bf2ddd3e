import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { lookAfter } from '../../../packaging/deployment/look-after.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { makeTable } from '../../../sandbox/services/dynamodb/create-table.ts';
import { dynamodbState } from '../../../sandbox/services/dynamodb/state.ts';
import { makeBucket } from '../../../sandbox/services/s3/make-bucket.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { putObject } from '../../../sandbox/services/s3/objects.ts';
import { s3State } from '../../../sandbox/services/s3/state.ts';
import { aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { stackTable } from '../../support/stack-table.ts';

const table = { type: 'AWS::DynamoDB::Table', name: 'drawbridge-prod-Table-1' };
const bucket = { type: 'AWS::S3::Bucket', name: 'drawbridge-prod-backups-1' };

function whatIsLeft() {
  const world = aWorld();
  objectFiles.provide(world, objectFilesInMemory());
  const scope = scopeOf(world, 'us-east-1');
  makeTable(scope, { ...structuredClone(stackTable), TableName: table.name });
  makeBucket(scope, bucket.name);
  return { scope, config: inProcessClientConfig(world) };
}

describe('what a removed stack retained', () => {
  test('goes too when it is empty', async () => {
    const { scope, config } = whatIsLeft();

    const told = [await lookAfter(config, table, 'us-east-1'), await lookAfter(config, bucket, 'us-east-1')];

    expect(told).toEqual([
      { sentence: 'Deleted: the table drawbridge-prod-Table-1, which was empty.', commands: [] },
      { sentence: 'Deleted: the bucket drawbridge-prod-backups-1, which was empty.', commands: [] },
    ]);
    expect(dynamodbState(scope).tables.size + s3State(scope).buckets.size).toBe(0);
  });

  test('is kept when it holds something, with the commands that delete it', async () => {
    const { scope, config } = whatIsLeft();
    const Item = { pk: { S: 'a' }, sk: { S: 'b' } };
    await new DynamoDBClient(config).send(new PutItemCommand({ TableName: table.name, Item }));
    await putObject(scope, { bucket: bucket.name, key: 'ledger/1', body: 'PACK' });

    const told = [await lookAfter(config, table, 'us-east-1'), await lookAfter(config, bucket, 'us-east-1')];

    expect(told.map(({ commands }) => commands)).toEqual([
      ['aws dynamodb delete-table --region us-east-1 --table-name drawbridge-prod-Table-1'],
      [
        `aws s3api delete-objects --region us-east-1 --bucket drawbridge-prod-backups-1 --delete "$(aws s3api list-object-versions --region us-east-1 --bucket drawbridge-prod-backups-1 --max-items 1000 --output json --query '{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}')"`,
        'aws s3api delete-bucket --region us-east-1 --bucket drawbridge-prod-backups-1',
      ],
    ]);
    expect(dynamodbState(scope).tables.size + s3State(scope).buckets.size).toBe(2);
  });

  test('of another kind is named and left alone', async () => {
    const { config } = whatIsLeft();

    expect(await lookAfter(config, { type: 'AWS::SQS::Queue', name: 'q' }, 'us-east-1')).toEqual({
      sentence: "Kept: q (AWS::SQS::Queue), as the stack's template says.",
      commands: [],
    });
  });
});
