import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { stackTable } from '../../support/stack-table.ts';
import { aWorld } from './test-world.ts';

const TableName = 'records';
const emoji = '🦀';
let { client } = aWorld();

beforeEach(async () => {
  ({ client } = aWorld());
  await client.send(new CreateTableCommand({ TableName, ...stackTable }));
});

type Item = Record<string, AttributeValue>;

const key = { pk: { S: 'a' }, sk: { S: '1' } };
const put = (item: Item) => client.send(new PutItemCommand({ TableName, Item: { ...key, ...item } }));

/** `pk`, `a`, `sk` and `1` are six bytes, and `text` four: 409,590 are left of 409,600. */
const left = 409_590;
const largest = `${emoji.repeat(102_397)}ab`;

describe('the size of an item', () => {
  test.each<[string, Item, Item]>([
    ['emoji of four bytes', { text: { S: largest } }, { text: { S: `${largest}c` } }],
    [
      'umlauts of two bytes',
      { text: { S: 'ü'.repeat(left / 2) } },
      { text: { S: `${'ü'.repeat(left / 2)}.` } },
    ],
    ['ASCII', { text: { S: 'x'.repeat(left) } }, { text: { S: 'x'.repeat(left + 1) } }],
    // A name of 15,000 emoji has 60,000 bytes.
    [
      'names of attributes',
      { [emoji.repeat(15_000)]: { S: 'x'.repeat(left + 4 - 60_000) } },
      { [emoji.repeat(15_000)]: { S: 'x'.repeat(left + 5 - 60_000) } },
    ],
    // A list has three bytes, and one for each element; so has a map, besides its names.
    [
      'what lists and maps hold',
      { text: { L: [{ M: { [emoji]: { S: 'x'.repeat(left - 3 - 1 - 3 - 1 - 4) } } }] } },
      { text: { L: [{ M: { [emoji]: { S: 'x'.repeat(left - 3 - 1 - 3 - 1 - 3) } } }] } },
    ],
    [
      'texts of a set',
      { text: { SS: [emoji, 'x'.repeat(left - 4)] } },
      { text: { SS: [emoji, 'x'.repeat(left - 3)] } },
    ],
  ])(
    '400 KB of %s can be put, and a byte more is refused in DynamoDB’s words',
    async (_of, fits, isTooLarge) => {
      await put(fits);

      await expect(put(isTooLarge)).rejects.toMatchObject({
        name: 'ValidationException',
        message: 'Item size has exceeded the maximum allowed size',
      });
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
      expect(Item).toEqual({ ...key, ...fits });
    },
  );

  test('an update that would make it larger is refused, and leaves it as it was', async () => {
    await put({ text: { S: largest } });

    const update = client.send(
      new UpdateItemCommand({
        TableName,
        Key: key,
        UpdateExpression: 'SET more = :more',
        ExpressionAttributeValues: { ':more': { S: emoji } },
      }),
    );

    await expect(update).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Item size to update has exceeded the maximum allowed size',
    });
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
    expect(Item).toEqual({ ...key, text: { S: largest } });
  });

  test('a batch with one item that is too large writes none', async () => {
    const items = [
      { ...key, text: { S: 'fits' } },
      { ...key, sk: { S: '2' }, text: { S: `${largest}c` } },
    ];

    const batch = client.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
      }),
    );

    await expect(batch).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Item size has exceeded the maximum allowed size',
    });
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  test('a page ends with the item that reaches 1 MB, however few characters that is', async () => {
    for (const sk of ['1', '2', '3', '4']) await put({ sk: { S: sk }, text: { S: largest } });
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: { ':a': { S: 'a' } },
    };

    const first = await client.send(new QueryCommand(query));
    const second = await client.send(
      new QueryCommand({ ...query, ExclusiveStartKey: first.LastEvaluatedKey }),
    );
    const scanned = await client.send(new ScanCommand({ TableName }));

    expect(first.Items?.map(({ sk }) => sk?.S)).toEqual(['1', '2', '3']);
    expect(first.LastEvaluatedKey).toEqual({ pk: { S: 'a' }, sk: { S: '3' } });
    expect(second.Items?.map(({ sk }) => sk?.S)).toEqual(['4']);
    expect(second.LastEvaluatedKey).toBeUndefined();
    expect(scanned.Count).toBe(3);
  });

  test('a table tells the bytes it holds', async () => {
    await put({ text: { S: emoji }, number: { N: '-12.5' } });

    const { Table } = await client.send(new DescribeTableCommand({ TableName }));

    // 6 for the key, 4 + 4 for the text, 6 + 4 for the number: two digits a byte, one more, and the minus.
    expect(Table?.TableSizeBytes).toBe(24);
  });
});

const tooLong = {
  partition: 'Size of hashkey has exceeded the maximum size limit of2048 bytes',
  sort: 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
};

describe('the size of a key', () => {
  test.each([
    { what: 'partition key', keys: { pk: emoji.repeat(512) }, words: tooLong.partition },
    { what: 'sort key', keys: { sk: emoji.repeat(256) }, words: tooLong.sort },
    { what: 'sort key of an index', keys: { dueAt: emoji.repeat(256) }, words: tooLong.sort },
  ])('of a $what is counted in bytes', async ({ keys, words }) => {
    const withMore = (more: string): Item => ({
      dueShard: { S: 'due' },
      dueAt: { S: 'now' },
      ...Object.fromEntries(Object.entries(keys).map(([name, text]) => [name, { S: text + more }])),
    });
    await put(withMore(''));

    await expect(put(withMore('.'))).rejects.toMatchObject({
      name: 'ValidationException',
      message: `One or more parameter values were invalid: ${words}`,
    });
  });

  test('is refused when an item is asked for by one that is too long', async () => {
    const read = client.send(
      new GetItemCommand({ TableName, Key: { ...key, sk: { S: `${emoji.repeat(256)}.` } } }),
    );

    await expect(read).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
