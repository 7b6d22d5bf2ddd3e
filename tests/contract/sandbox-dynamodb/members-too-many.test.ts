import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dispatch } from '../../../sandbox/kernel/dispatch.ts';
import { stackTable } from '../../support/stack-table.ts';
import { readerWith } from './a-reader.ts';
import { aWorld } from './test-world.ts';

// DynamoDB leaves members alone that an operation does not have. An SDK sends none; whoever has credentials may.

const TableName = 'records';
let { world, scope, client } = aWorld();
let ask: (operation: string, input: object) => Promise<string>;

beforeEach(async () => {
  ({ world, scope, client } = aWorld());
  await client.send(new CreateTableCommand({ TableName, ...stackTable }));
  for (const pk of ['own#1', 'other#1'])
    await client.send(new PutItemCommand({ TableName, Item: { ...key(pk), note: { S: pk } } }));
  const { accessKeyId, sessionToken } = readerWith(scope, {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['own#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
  ask = async (operation, input) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-security-token': sessionToken,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260302/${scope.region}/dynamodb/aws4_request, SignedHeaders=, Signature=`,
    };
    const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers };
    const body = Buffer.from(JSON.stringify(input));
    const answer = await dispatch(world, { ...request, body }, { isTrusted: true });
    return answer.body.toString();
  };
});

describe('a role that may only touch keys of its own', () => {
  it('is answered about those', async () => {
    expect(JSON.parse(await ask('GetItem', { TableName, Key: key('own#1') }))).toEqual({
      Item: { ...key('own#1'), note: { S: 'own#1' } },
    });
  });

  it.each([
    ['GetItem', { Key: key('other#1'), Item: key('own#1') }],
    ['GetItem', { Key: { ...key('other#1'), dueShard: { S: 'own#1' } }, IndexName: 'due-keys' }],
    ['PutItem', { Item: key('other#1'), Key: key('own#1') }],
    ['PutItem', { Item: { ...key('other#1'), dueShard: { S: 'own#1' } }, IndexName: 'due-keys' }],
    ['UpdateItem', { Key: key('other#1'), Item: key('own#1') }],
    ['DeleteItem', { Key: key('other#1'), Item: key('own#1') }],
    [
      'Query',
      {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'other#1' } },
        Key: key('own#1'),
        Item: key('own#1'),
      },
    ],
    [
      'Scan',
      {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'own#1' } },
        Key: key('own#1'),
        Item: key('own#1'),
      },
    ],
  ])('is refused %s of another one with members more that name its own', async (operation, more) => {
    expect(await ask(operation, { TableName, ...more })).toContain(
      `is not authorized to perform: dynamodb:${operation} on resource: `,
    );
  });

  it.each([
    [{ PutRequest: { Item: key('own#3') }, DeleteRequest: { Key: key('other#1') } }],
    [{ PutRequest: { Item: key('other#1') }, DeleteRequest: { Key: key('own#1') } }],
  ])('changes nothing of another one by a write that is two: %j', async (both) => {
    await ask('BatchWriteItem', { RequestItems: { [TableName]: [both] } });

    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key('other#1') }));
    expect(Item).toEqual({ ...key('other#1'), note: { S: 'other#1' } });
  });
});

function key(pk: string) {
  return { pk: { S: pk }, sk: { S: '1' } };
}
