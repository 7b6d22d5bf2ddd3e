import {
  BatchGetItemCommand,
  CreateTableCommand,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../../sandbox/kernel/world.ts';
import { dueWork } from '../../../shared/store/due-work.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { stackTable } from '../../support/stack-table.ts';
import { aWorld } from '../sandbox-dynamodb/test-world.ts';

const noon = Date.parse('2026-03-02T12:00:00Z');
const TableName = 'records';
let world: World;
let client: DynamoDBClient;

beforeEach(async () => {
  ({ world, client } = aWorld('us-east-1'));
  await client.send(new CreateTableCommand({ TableName, ...stackTable }));
});

describe('what is due', () => {
  it('is every record whose time has come, the longest waiting first', async () => {
    await putDue('pull-request#1', noon - 1_000);
    await putDue('pull-request#2', noon - 9_000);
    await putDue('pull-request#3', noon + 1_000);
    await put('pull-request#4');

    expect(await theWork().dueAt(noon, { most: 10 })).toEqual({
      keys: [key('pull-request#2'), key('pull-request#1')],
    });
  });

  it('is given up to a limit, and then from where it broke off until the end', async () => {
    for (const n of [1, 2, 3, 4, 5]) await putDue(`pull-request#${n}`, noon - 10_000 + n);

    const first = await theWork().dueAt(noon, { most: 2 });
    const second = await theWork().dueAt(noon, { most: 2, ...(first.more && { after: first.more }) });
    const third = await theWork().dueAt(noon, { most: 2, ...(second.more && { after: second.more }) });

    expect(first.keys).toEqual([key('pull-request#1'), key('pull-request#2')]);
    expect(first.more).toEqual({ ...key('pull-request#2'), dueAt: '2026-03-02T11:59:50.002Z' });
    expect(second.keys).toEqual([key('pull-request#3'), key('pull-request#4')]);
    expect(third).toEqual({ keys: [key('pull-request#5')] });
  });

  it('goes over pages: one is not the limit', async () => {
    for (let n = 0; n < 1_100; n += 1) await putDue(`pull-request#${n}`, noon - 10_000 + n);

    const { keys, more } = await theWork().dueAt(noon, { most: 2_000 });

    expect(keys).toHaveLength(1_100);
    expect(more).toBeUndefined();
  });
});

describe('the records that are asked for', () => {
  it('are attended when they are looked at again at some time, be it past', async () => {
    await putDue('pull-request#1', noon - 1_000);
    await putDue('pull-request#2', noon + 1_000);
    await put('pull-request#3');

    const keys = [1, 2, 3, 4].map((n) => key(`pull-request#${n}`));

    expect(await theWork().attended(keys)).toEqual([key('pull-request#1'), key('pull-request#2')]);
  });

  it('come as they were written', async () => {
    await put('branch#ci', { record: '{"buildId":"ci:1"}' });

    expect(await theWork().existing([key('branch#ci'), key('branch#other')])).toEqual([
      { ...key('branch#ci'), record: { buildId: 'ci:1' } },
    ]);
  });

  it('are read a hundred at a time', async () => {
    for (let n = 0; n < 250; n += 1) await putDue(`pull-request#${n}`, noon);
    const sizes: number[] = [];
    const keys = Array.from({ length: 250 }, (_, n) => key(`pull-request#${n}`));

    const found = await theWork((input) => void sizes.push(keysOf(input).length)).attended(keys);

    expect(found).toHaveLength(250);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('are asked for again when DynamoDB left some unprocessed', async () => {
    for (const n of [1, 2, 3]) await putDue(`pull-request#${n}`, noon);
    const asked: number[] = [];
    const work = theWork((input) => {
      const all = keysOf(input);
      asked.push(all.length);
      // An answer of one item, as if that one filled the 16 MB.
      return { served: all.slice(0, 1), left: all.slice(1) };
    });

    const found = await work.attended([1, 2, 3].map((n) => key(`pull-request#${n}`)));

    expect(found).toEqual([1, 2, 3].map((n) => key(`pull-request#${n}`)));
    expect(asked).toEqual([3, 2, 1]);
  });

  it('are given up when DynamoDB processes none at all: it is too busy', async () => {
    const work = theWork((input) => ({ served: [], left: keysOf(input) }));

    await expect(work.attended([key('pull-request#1')])).rejects.toMatchObject({
      code: 'throttled',
      message: 'DynamoDB BatchGetItem on table records left every key unprocessed.',
    });
  });
});

type WireKey = Readonly<Record<string, { readonly S: string }>>;
interface BatchInput {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly WireKey[] }>>;
}

function keysOf(input: BatchInput): readonly WireKey[] {
  return input.RequestItems[TableName]?.Keys ?? [];
}

/** The adapter against the sandbox; `serve` sees each BatchGetItem, and may say which keys it answers. */
function theWork(
  serve: (input: BatchInput) => { served: readonly WireKey[]; left: readonly WireKey[] } | void = () =>
    undefined,
) {
  const config = inProcessClientConfig(world);
  const handle: typeof config.requestHandler.handle = async (request) => {
    if (!request.headers['x-amz-target']?.endsWith('.BatchGetItem'))
      return config.requestHandler.handle(request);
    const input = JSON.parse(String(request.body)) as BatchInput;
    const part = serve(input);
    if (part === undefined) return config.requestHandler.handle(request);
    const { Responses } =
      part.served.length > 0
        ? await client.send(
            new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [...part.served] } } }),
          )
        : { Responses: { [TableName]: [] } };
    const UnprocessedKeys =
      part.left.length > 0 ? { [TableName]: { ...input.RequestItems[TableName], Keys: part.left } } : {};
    return {
      response: {
        statusCode: 200,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: Buffer.from(JSON.stringify({ Responses, UnprocessedKeys })),
      },
    };
  };
  return dueWork(TableName, { ...config, requestHandler: { handle } });
}

function key(pk: string) {
  return { pk, sk: 'state' };
}

function putDue(pk: string, at: number) {
  return put(pk, { dueShard: 'due', dueAt: new Date(at).toISOString() });
}

async function put(pk: string, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
  const Item = Object.fromEntries(
    Object.entries({ pk, sk: 'state', record: '{}', ...attributes }).map(([name, S]) => [name, { S }]),
  );
  await client.send(new PutItemCommand({ TableName, Item }));
}
