import { describe, expect, it } from 'vitest';
import { dueWork } from '../../../shared/store/due-work.ts';
import { type RecordKind, tableRecords } from '../../../shared/store/table.ts';
import { describeCalls } from '../../support/adapter-table.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const kind: RecordKind<string, { readonly books: number }> = {
  tableName: 'records',
  keyOf: (pk) => ({ pk, sk: 's' }),
  now: () => 1_000,
  bounds: { bytes: 1_000, cut: (record) => record, giveUp: [] },
};
const written = (more: object = {}) => ({
  pk: { S: 'a' },
  sk: { S: 's' },
  version: { N: '3' },
  record: { S: '{"books":1}' },
  ...more,
});
const key = (name: string) => ({ pk: { S: name }, sk: { S: 's' } });
const throttled = {
  ProvisionedThroughputExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ResourceNotFoundException: 'not-found',
} as const;

describeCalls('records', {
  load: {
    ask: (settings) => tableRecords(kind, settings).load('a'),
    operation: 'client-dynamodb GetItem',
    told: 'DynamoDB GetItem on record a of table records',
    errors: throttled,
    outputs: {
      'no such record': { says: [{ output: {} }], gives: [undefined] },
      'one at rest': {
        says: [{ output: { Item: written() } }],
        gives: [{ record: { books: 1 }, version: 3 }],
      },
      'one that is due, with a run at work on it': {
        says: [
          {
            output: {
              Item: written({
                dueAt: { S: '1970-01-01T00:01:00.000Z' },
                work: { S: '{"by":"r1","at":5}' },
              }),
            },
          },
        ],
        gives: [{ record: { books: 1 }, version: 3, dueAt: 60_000, work: { by: 'r1', at: 5 } }],
      },
    },
  },
  save: {
    ask: (settings) => tableRecords(kind, settings).save('a', { record: { books: 2 }, version: 4 }, 3),
    operation: 'client-dynamodb PutItem',
    told: 'DynamoDB PutItem on record a of table records',
    errors: { ...throttled, ConditionalCheckFailedException: 'version-conflict' },
    outputs: { done: { says: [{ output: {} }], gives: [undefined] } },
  },
});

describeCalls('due work', {
  dueAt: {
    ask: (settings) => dueWork('records', settings).dueAt(60_000, { most: 3 }),
    operation: 'client-dynamodb Query',
    told: 'DynamoDB Query on index due-keys of table records',
    errors: throttled,
    outputs: {
      nothing: { says: [{ output: {} }], gives: [{ keys: [] }] },
      'an empty page is not the last one, and the next page is read': {
        says: [
          { output: { Items: [key('a')], LastEvaluatedKey: key('a') } },
          { output: { Items: [], LastEvaluatedKey: key('b') } },
          { output: { Items: [key('c')] } },
        ],
        gives: [
          {
            keys: [
              { pk: 'a', sk: 's' },
              { pk: 'c', sk: 's' },
            ],
          },
        ],
      },
      'more than wanted: where it breaks off is told': {
        says: [
          {
            output: {
              Items: [key('a'), key('b'), key('c')],
              LastEvaluatedKey: { ...key('c'), dueAt: { S: '1970-01-01T00:00:59.000Z' } },
            },
          },
        ],
        gives: [
          {
            keys: ['a', 'b', 'c'].map((pk) => ({ pk, sk: 's' })),
            more: { pk: 'c', sk: 's', dueAt: '1970-01-01T00:00:59.000Z' },
          },
        ],
      },
    },
  },
  existing: {
    ask: (settings) =>
      dueWork('records', settings).existing([
        { pk: 'a', sk: 's' },
        { pk: 'b', sk: 's' },
      ]),
    operation: 'client-dynamodb BatchGetItem',
    told: 'DynamoDB BatchGetItem on table records',
    errors: throttled,
    outputs: {
      nothing: { says: [{ output: {} }], gives: [[]] },
      'a part, and the rest when it is asked for again': {
        says: [
          {
            output: {
              Responses: { records: [written()] },
              UnprocessedKeys: { records: { Keys: [key('b')] } },
            },
          },
          { output: { Responses: { records: [{ ...written(), pk: { S: 'b' } }] }, UnprocessedKeys: {} } },
        ],
        gives: [
          [
            { pk: 'a', sk: 's', record: { books: 1 } },
            { pk: 'b', sk: 's', record: { books: 1 } },
          ],
        ],
      },
      'nothing but keys that were not looked at': {
        says: [{ output: { Responses: {}, UnprocessedKeys: { records: { Keys: [key('a'), key('b')] } } } }],
        gives: /^DynamoDB BatchGetItem on table records left every key unprocessed\.$/,
      },
    },
  },
});

describe('what DynamoDB is asked', () => {
  it('to read consistently', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });

    await tableRecords(kind, settings).load('a');

    expect(asked[0]?.body).toEqual({ TableName: 'records', Key: key('a'), ConsistentRead: true });
  });

  it('to write a new record only where there is none, and another only over the version that was read', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });
    const records = tableRecords(kind, settings);

    await records.save('a', { record: { books: 1 }, version: 1, dueAt: 60_000 }, 0);
    await records.save('a', { record: { books: 2 }, version: 4 }, 3);

    expect(asked.map(({ body }) => body)).toEqual([
      {
        TableName: 'records',
        Item: {
          ...key('a'),
          version: { N: '1' },
          record: { S: '{"books":1}' },
          dueShard: { S: 'due' },
          dueAt: { S: '1970-01-01T00:01:00.000Z' },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      {
        TableName: 'records',
        Item: {
          ...key('a'),
          version: { N: '4' },
          record: { S: '{"books":2}' },
          // Ninety days and a second after the epoch: only what is at rest expires.
          expiresAt: { N: '7776001' },
        },
        ConditionExpression: 'version = :expected',
        ExpressionAttributeValues: { ':expected': { N: '3' } },
      },
    ]);
  });

  it('for what is due from where the last look broke off, and for no more than is wanted', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });
    const after = { pk: 'c', sk: 's', dueAt: '1970-01-01T00:00:59.000Z' };

    await dueWork('records', settings).dueAt(60_000, { most: 3, after });

    expect(asked[0]?.body).toMatchObject({
      Limit: 3,
      ExclusiveStartKey: { ...key('c'), dueShard: { S: 'due' }, dueAt: { S: after.dueAt } },
    });
  });

  it('for a hundred records at a time', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });
    const keys = Array.from({ length: 101 }, (_, index) => ({ pk: String(index), sk: 's' }));

    await dueWork('records', settings).existing(keys);

    const sizes = asked.map(
      ({ body }) =>
        (body as { RequestItems: { records: { Keys: object[] } } }).RequestItems.records.Keys.length,
    );
    expect(sizes).toEqual([100, 1]);
  });
});
