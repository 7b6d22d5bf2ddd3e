import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addFault, clearFaults } from '../../../sandbox/kernel/faults.ts';
import { type BareRepository, stateOf } from '../../support/git/bare-repository.ts';
import { aReplicationWorld, type Ledger, type ReplicationWorld } from './replication-world.ts';

const main = 'refs/heads/main';
const minute = 60_000;

let replication: ReplicationWorld;

beforeAll(async () => {
  replication = await aReplicationWorld();
});
beforeEach(() => clearFaults(replication.world));
afterAll(() => replication.close());

describe('a replica that cannot be reached', () => {
  it('is tried again after 2 s to 15 min, is told as lag, and catches up by itself', async () => {
    const ledger = await seeded();
    addFault(replication.world, {
      service: 'codecommit',
      operation: 'GetRepository',
      region: 'eu-west-2',
      kind: 'throttle',
    });
    await ledger.commit('refs/heads/topic', 'new');

    const waits = [await ledger.dueIn()];
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      replication.time.now += (waits.at(-1) ?? 0) * 1_000;
      await ledger.due();
      waits.push(await ledger.dueIn());
    }
    const failing = await ledger.record();
    clearFaults(replication.world);
    replication.time.now += 15 * minute;
    const { reason } = await ledger.due();

    waits.forEach((wait = 0, index) => {
      const longest = Math.min(900, 2 ** (index + 1));
      expect(wait).toBeGreaterThanOrEqual(Math.floor(longest / 2));
      expect(wait).toBeLessThanOrEqual(longest);
    });
    expect(failing?.failure?.attempts).toBe(12);
    expect(failing?.failure?.reason).toContain('CodeCommit GetRepository on repository');
    expect(reason).toBe(`the replica of ${ledger.name} in eu-west-2 is up to date`);
    await expectEqual(ledger);
    const lag = ledger.ownEvents().filter(([type]) => type === 'Replication Lag');
    expect(lag.map(([, { state }]) => state)).toEqual(['behind', 'caught-up']);
  });

  it('is brought up to date by the full path when the straight one is cut off', async () => {
    const ledger = await seeded();
    addFault(replication.world, {
      service: 'codecommit',
      operation: 'GitPush',
      region: 'eu-west-2',
      kind: 'fail-before',
      times: 1,
    });
    replication.time.now += 5_000;

    await ledger.commit(main, 'two');

    await expectEqual(ledger);
    expect((await ledger.record())?.failure).toBeUndefined();
  });
});

describe('a replica whose Region goes down in the middle of a push', () => {
  it('is in sync again by itself when the Region is back', async () => {
    const ledger = await seeded();
    await ledger.source.commits(main, ['two', 'three']);
    addFault(replication.world, {
      service: 'codecommit',
      operation: 'GitPush',
      region: 'eu-west-2',
      kind: 'drop-connection',
    });
    await ledger.commit('refs/heads/topic', 'new');
    const failing = await ledger.record();

    clearFaults(replication.world);
    replication.time.now += ((await ledger.dueIn()) ?? 0) * 1_000;
    await ledger.due();

    expect(failing?.failure?.attempts).toBe(1);
    await expectEqual(ledger);
    expect((await ledger.record())?.failure).toBeUndefined();
  });
});

describe('a run that dies after its push and before it has written that down', () => {
  it('is taken over at once by the repeat of the same invocation', async () => {
    const ledger = await dead('first');

    const { effects } = await ledger.due('first');

    expect(effects[0]).toBe('sync-refs');
    await expectEqual(ledger);
    expect((await ledger.record())?.failure).toBeUndefined();
  });

  it('is waited for by other runs, which leave a mark, and taken over when it must be dead', async () => {
    const ledger = await dead('first');

    const { reason, effects } = await ledger.due('second');
    expect([reason, effects]).toEqual(['another run is at work on it and will look again', []]);
    replication.time.now += 16 * minute;
    await ledger.due('third');

    await expectEqual(ledger);
    expect((await ledger.record())?.troubles).toEqual({});
  });

  async function dead(requestId: string): Promise<Ledger> {
    const ledger = await seeded();
    await ledger.source.commits(main, ['two']);
    // From the push on nothing can be written down, until the run has failed.
    await hook(await ledger.replica(), 'post-receive', switchOn(replication.world.endpoint));
    await expect(ledger.due(requestId)).rejects.toThrow('DynamoDB PutItem');
    clearFaults(replication.world);
    await hook(await ledger.replica(), 'post-receive', 'exit 0');
    return ledger;
  }
});

describe('a ref that the replica refuses', () => {
  it('is told with its reason, holds up no other, and is tried again when it moves or after a day', async () => {
    const ledger = await seeded();
    const replica = await ledger.replica();
    const tries = join(replica.path, 'tries');
    await writeFile(tries, '');
    await hook(replica, 'update', `[ "$1" = refs/heads/bad ] || exit 0; echo try >> ${tries}; exit 1`);
    const bad = await ledger.commit('refs/heads/bad', 'bad');
    const count = async () => (await lines(tries)).length;
    const first = await count();

    const good = await ledger.commit('refs/heads/good', 'good');
    await ledger.due();
    expect(await count()).toBe(first);
    expect(await replica.tip('refs/heads/good')).toBe(good);
    expect((await ledger.record())?.troubles['refs/heads/bad']).toMatchObject({
      kind: 'refused',
      wanted: bad,
    });
    replication.time.now += 24 * 60 * minute;
    await ledger.due();
    expect(await count()).toBeGreaterThan(first);
    await hook(replica, 'update', 'exit 0');
    await ledger.commit('refs/heads/bad', 'better');

    await expectEqual(ledger);
    expect((await ledger.record())?.troubles).toEqual({});
    expect(ledger.ownEvents().filter(([type]) => type === 'Ref Refused')).toHaveLength(1);
  });
});

describe('two runs at the same time', () => {
  it('end in the same state as one, and the one at work looks again', async () => {
    const ledger = await seeded();
    await ledger.source.commits(main, ['two', 'three']);
    await ledger.source.commits('refs/heads/topic', ['new']);

    await Promise.all(['a', 'b', 'c', 'd'].map((id) => ledger.due(id)));

    await expectEqual(ledger);
    expect((await ledger.record())?.behind).toBe(0);
  });
});

async function seeded(): Promise<Ledger> {
  const ledger = await replication.ledger();
  await ledger.source.commits(main, ['one']);
  await ledger.due();
  return ledger;
}

async function hook({ path }: BareRepository, name: string, script: string): Promise<void> {
  await mkdir(join(path, 'hooks'), { recursive: true });
  await writeFile(join(path, 'hooks', name), `#!/bin/sh\n${script}\n`);
  await chmod(join(path, 'hooks', name), 0o755);
}

/** Lets every further write to the table fail. */
function switchOn(endpoint: string): string {
  const fault = JSON.stringify({ service: 'dynamodb', operation: 'PutItem', kind: 'fail-before' });
  const call = `fetch('${endpoint}/_sandbox/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: process.argv[1] })`;
  return `${process.execPath} -e "${call}" '${fault}'`;
}

async function lines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
}

async function expectEqual(ledger: Ledger): Promise<void> {
  const [source, replica] = await Promise.all([stateOf(ledger.source), ledger.replica().then(stateOf)]);
  expect(replica).toEqual(source);
}
