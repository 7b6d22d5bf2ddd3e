import { CreateTableCommand, DeleteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { newReplica, type ReplicaRecord } from '../../../shared/core/replica-record.ts';
import { replicaRecords } from '../../../shared/store/replicas.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { stackTable } from '../../support/stack-table.ts';
import { aWorld } from '../sandbox-dynamodb/test-world.ts';

const { world, client } = aWorld('us-east-1');
const records = replicaRecords({ tableName: 'records', now: () => 0 }, inProcessClientConfig(world));
const key = { repository: 'ledger', region: 'eu-west-2' };

beforeAll(async () => {
  await client.send(new CreateTableCommand({ TableName: 'records', ...stackTable }));
});

describe('the record of a replica', () => {
  it('comes back as it was written', async () => {
    const record = aRecord(3);

    await records.save(key, { record, version: 1, dueAt: 60_000 }, 0);

    expect(await records.load(key)).toEqual({ record, version: 1, dueAt: 60_000 });
  });

  it.each([700, 3_000, 20_000])('comes back with %d refs, and no item of it is large', async (count) => {
    const many = { repository: `many-${count}`, region: 'eu-west-2' };
    const record = aRecord(count, many);

    await records.save(many, { record, version: 1, dueAt: 60_000 }, 0);

    expect(await fresh().load(many)).toEqual({ record, version: 1, dueAt: 60_000 });
    const sizes = (await itemsOf(many)).map((item) => JSON.stringify(item).length);
    expect(sizes.length).toBeGreaterThan(count > 700 ? 1 : 0);
    expect(Math.max(...sizes)).toBeLessThan(40_000);
  });

  it('is written in the pieces that changed alone', async () => {
    const moving = { repository: 'moving', region: 'eu-west-2' };
    const record = aRecord(8_000, moving);
    await records.save(moving, { record, version: 1 }, 0);
    const before = await itemsOf(moving);
    await records.load(moving);

    const next = { ...record, refs: { ...record.refs, 'refs/heads/topic-7': oidOf(99_999) } };
    await records.save(moving, { record: next, version: 2 }, 1);

    expect((await itemsOf(moving)).length - before.length).toBe(1);
    expect((await fresh().load(moving))?.record.refs?.['refs/heads/topic-7']).toBe(oidOf(99_999));
  });

  it('lists no piece that a write brought whose record somebody else was faster to write', async () => {
    const raced = { repository: 'raced', region: 'eu-west-2' };
    const record = aRecord(2_000, raced);
    await records.save(raced, { record, version: 1 }, 0);

    const late = fresh().save(raced, { record: aRecord(2_001, raced), version: 1 }, 0);

    await expect(late).rejects.toMatchObject({ code: 'version-conflict' });
    expect((await fresh().load(raced))?.record).toEqual(record);
  });

  it('knows nothing of the refs when a piece is gone: half of it would make the rest look foreign', async () => {
    const lost = { repository: 'lost', region: 'eu-west-2' };
    await records.save(lost, { record: aRecord(2_000, lost), version: 1 }, 0);
    const piece = (await itemsOf(lost)).find(({ sk }) => sk?.S?.includes('#refs#'));
    await client.send(
      new DeleteItemCommand({
        TableName: 'records',
        Key: { pk: piece?.['pk'] ?? { S: '' }, sk: piece?.['sk'] ?? { S: '' } },
      }),
    );

    const record = (await fresh().load(lost))?.record;

    expect(record?.refs).toBeUndefined();
    expect(record?.missingSince).toEqual({});
    expect(record?.listedAt).toBe(7);
  });

  it('renews a piece before the table forgets it, and lets the table forget what no record lists', async () => {
    const renewed = { repository: 'renewed', region: 'eu-west-2' };
    let now = 0;
    const later = replicaRecords({ tableName: 'records', now: () => now }, inProcessClientConfig(world));
    const record = aRecord(2_000, renewed);
    await later.save(renewed, { record, version: 1, dueAt: 1 }, 0);
    const expiries = async () => (await itemsOf(renewed)).flatMap(({ expiresAt }) => expiresAt?.N ?? []);
    expect(new Set(await expiries())).toEqual(new Set([String(30 * 86_400)]));

    now = 16 * 86_400_000;
    await later.load(renewed);
    await later.save(renewed, { record, version: 2, dueAt: 1 }, 1);

    expect(new Set(await expiries())).toEqual(new Set([String(46 * 86_400)]));
  });
});

/** As another process has them, which remembers nothing of what this one wrote. */
function fresh() {
  return replicaRecords({ tableName: 'records', now: () => 0 }, inProcessClientConfig(world));
}

async function itemsOf({ repository }: { repository: string }) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: 'records',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `replica#${repository}` } },
    }),
  );
  return Items;
}

function aRecord(refs: number, place = key): ReplicaRecord {
  const names = Array.from({ length: refs }, (_, index) => `refs/heads/topic-${index}`);
  return {
    ...newReplica({ ...place, name: 'to-london', from: 'us-east-1' }),
    listedAt: 7,
    refs: Object.fromEntries(names.map((name, index) => [name, oidOf(index)])),
    missingSince: { 'refs/heads/gone': 5 },
  };
}

/** As hard to compress as a real object id: a multiplicative generator (Lehmer's), eight digits at a time. */
function oidOf(index: number): string {
  let state = (index + 1) * 48_271;
  return Array.from({ length: 5 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state.toString(16).padStart(8, '0');
  }).join('');
}
