import { GetRepositoryCommand, ListTagsForResourceCommand } from '@aws-sdk/client-codecommit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateOf } from '../../support/git/bare-repository.ts';
import { aReplicationWorld, type Ledger, type ReplicationWorld } from './replication-world.ts';

let replication: ReplicationWorld;

beforeAll(async () => {
  replication = await aReplicationWorld();
});
afterAll(() => replication.close());

describe('replication between two Regions', () => {
  it('creates a replica that is missing, with description, tags, default branch, branches and tags', async () => {
    const ledger = await replication.ledger();
    const [first = ''] = await ledger.source.commits('refs/heads/trunk', ['one', 'two']);
    await ledger.source.git(['update-ref', 'refs/heads/a/b', first]);
    await ledger.source.git(['tag', '-a', '-m', 'first', 'v1', first]);
    await ledger.source.git(['tag', 'light', first]);
    await ledger.setDefaultBranch('trunk');

    const { effects } = await ledger.due();

    expect(effects).toEqual(['sync-refs', 'create-replica', 'sync-refs', 'set-default-branch', 'put-events']);
    await expectEqual(ledger);
    const { repositoryMetadata: made } = await ledger.codeCommit.replica.send(
      new GetRepositoryCommand({ repositoryName: ledger.name }),
    );
    expect([made?.repositoryDescription, made?.defaultBranch]).toEqual(['Every booking', 'trunk']);
    const { tags } = await ledger.codeCommit.replica.send(
      new ListTagsForResourceCommand({ resourceArn: made?.Arn ?? '' }),
    );
    expect(tags).toEqual({ team: 'harbor' });
  });

  it('sends a pushed commit straight through, in two requests', async () => {
    const ledger = await seeded();
    const before = await ledger.record();

    const old = await ledger.source.tip('refs/heads/main');
    replication.time.now += 5_000;
    const tip = await ledger.commit('refs/heads/main', 'more');

    const record = await ledger.record();
    expect((record?.traffic.requests ?? 0) - (before?.traffic.requests ?? 0)).toBe(2);
    expect(record?.refs?.['refs/heads/main']).toBe(tip);
    expect(tip).not.toBe(old);
    await expectEqual(ledger);
  });

  it('follows creations, deletions, moved tags and force pushes', async () => {
    const ledger = await seeded('    prune: immediate');
    const main = await ledger.source.tip('refs/heads/main');

    await ledger.commit('refs/heads/topic', 'topic');
    await ledger.move('refs/tags/v1', main);
    await expectEqual(ledger);
    const [amended = ''] = await ledger.source.commits('refs/heads/scratch', ['amended'], { from: null });
    replication.time.now += 5_000;
    await ledger.move('refs/tags/v1', amended);
    await ledger.move('refs/heads/topic', amended);
    await ledger.move('refs/heads/scratch', undefined);

    await expectEqual(ledger);
    expect((await stateOf(ledger.source)).refs.length).toBe(3);
  });

  it('ends in the same state whatever order the events come in, and however often', async () => {
    const ledger = await seeded();
    const one = await ledger.source.tip('refs/heads/main');
    const [two = '', three = ''] = await ledger.source.commits('refs/heads/main', ['two', 'three']);
    replication.time.now += 5_000;

    await ledger.tell({ ref: 'refs/heads/main', old: two, new: three });
    await ledger.tell({ ref: 'refs/heads/main', old: one, new: two });
    await ledger.tell({ ref: 'refs/heads/main', old: one, new: two });

    await expectEqual(ledger);
  });

  it('does nothing, and writes nothing, for an event that came before', async () => {
    const ledger = await seeded();
    replication.time.now += 5_000;
    const old = await ledger.source.tip('refs/heads/main');
    const tip = await ledger.commit('refs/heads/main', 'more');

    const again = await ledger.tell({ ref: 'refs/heads/main', old, new: tip });

    expect(again).toEqual({
      decision: 'done',
      reason: 'refs/heads/main is on the replica already',
      effects: [],
      measurements: [],
    });
  });

  it('finds within the hour what an event that was lost had told', async () => {
    const ledger = await seeded();
    await ledger.source.commits('refs/heads/main', ['nobody heard of it']);
    expect(await ledger.dueIn()).toBeLessThanOrEqual(3_600);

    await ledger.due();

    await expectEqual(ledger);
  });

  it('switches the default branch before it deletes the old one', async () => {
    const ledger = await seeded('    prune: immediate');
    const main = await ledger.source.tip('refs/heads/main');
    await ledger.source.git(['update-ref', 'refs/heads/trunk', main]);
    await ledger.setDefaultBranch('trunk');
    replication.time.now += 5_000;

    const { effects } = await ledger.move('refs/heads/main', undefined);

    expect(effects).toEqual(['sync-refs', 'set-default-branch', 'sync-refs', 'put-events']);
    await expectEqual(ledger);
    expect((await stateOf(ledger.source)).refs).toEqual([`${main} refs/heads/trunk`]);
  });

  it('keeps every ref of the replica when the source has none any more', async () => {
    const ledger = await seeded('    prune: immediate');
    const main = await ledger.source.tip('refs/heads/main');

    await ledger.move('refs/heads/main', undefined);

    const replica = await ledger.replica();
    expect(await replica.tip('refs/heads/main')).toBe(main);
    expect((await ledger.record())?.troubles['refs/heads/main']?.kind).toBe('kept');
  });

  it('replicates a source that is empty as an empty replica', async () => {
    const ledger = await replication.ledger();

    const { reason } = await ledger.due();

    expect(reason).toBe(`the replica of ${ledger.name} in eu-west-2 is up to date`);
    expect((await stateOf(await ledger.replica())).refs).toEqual([]);
  });

  async function seeded(settings = ''): Promise<Ledger> {
    const ledger = await replication.ledger(settings);
    await ledger.source.commits('refs/heads/main', ['one']);
    await ledger.due();
    return ledger;
  }
});

async function expectEqual(ledger: Ledger): Promise<void> {
  const [source, replica] = await Promise.all([stateOf(ledger.source), ledger.replica().then(stateOf)]);
  expect(replica).toEqual(source);
  expect(replica.wrong).toBe('');
}
