import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
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

  it('holds what was last replicated of 8,000 refs, and forgets it of more than fit', async () => {
    const many = { repository: 'many', region: 'eu-west-2' };
    await records.save(many, { record: aRecord(8_000), version: 1 }, 0);
    const tooMany = { repository: 'too-many', region: 'eu-west-2' };
    await records.save(tooMany, { record: aRecord(20_000), version: 1 }, 0);

    const [kept, forgotten] = await Promise.all([records.load(many), records.load(tooMany)]);

    expect(Object.keys(kept?.record.refs ?? {})).toHaveLength(8_000);
    expect(forgotten?.record.refs).toBeUndefined();
    expect(forgotten?.record.missingSince).toEqual({});
    expect(forgotten?.record.listedAt).toBe(7);
  });
});

function aRecord(refs: number): ReplicaRecord {
  const names = Array.from({ length: refs }, (_, index) => `refs/heads/topic-${index}`);
  return {
    ...newReplica({ ...key, name: 'to-london', from: 'us-east-1' }),
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
