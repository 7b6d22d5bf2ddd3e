import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReplicationWorld, type Ledger, type ReplicationWorld } from './replication-world.ts';

const main = 'refs/heads/main';
const day = 86_400_000;

let replication: ReplicationWorld;

beforeAll(async () => {
  replication = await aReplicationWorld();
});
afterAll(() => replication.close());

describe('a force push at the source', () => {
  it('is not followed under refuse, is told, and holds up no other ref', async () => {
    const { ledger, one, rewritten } = await forcePushed('    force-push: refuse');

    const fresh = await ledger.commit('refs/heads/topic', 'other work');

    expect(await tipsOf(ledger, main, 'refs/heads/topic')).toEqual([one, fresh]);
    expect((await ledger.record())?.troubles[main]).toMatchObject({ kind: 'kept', wanted: rewritten });
    expect(told(ledger, 'Ref Refused')).toEqual([
      {
        ref: main,
        wanted: rewritten,
        by: 'policy',
        reason: `refs/heads/main was force pushed at the source from ${one.slice(0, 12)} to ${rewritten.slice(0, 12)}, and the policy keeps the replica where it was.`,
      },
    ]);
  });

  it('is followed after a backup under follow-after-backup', async () => {
    const { ledger, one, rewritten } = await forcePushed('    force-push: follow-after-backup');

    const saved = `refs/heads/replica-backup/main/${one}`;
    expect(await tipsOf(ledger, main, saved)).toEqual([rewritten, one]);
  });

  it('is judged by the rule of the branch, where there is one', async () => {
    const { ledger, one } = await forcePushed('    rules: { refs/heads/ma*: { force-push: refuse } }');

    expect(await tipsOf(ledger, main)).toEqual([one]);
  });

  it('lets a commit that adds to the branch straight through under refuse', async () => {
    const ledger = await seeded('    force-push: refuse');
    replication.time.now += 5_000;

    const { reason } = await move(ledger, 'two');

    expect(reason).toBe(`the replica of ${ledger.name} in eu-west-2 is up to date`);
    expect(await tipsOf(ledger, main)).toEqual([await ledger.source.tip(main)]);
  });

  async function forcePushed(settings: string) {
    const ledger = await seeded(settings);
    const one = await ledger.source.tip(main);
    const [rewritten = ''] = await ledger.source.commits('refs/heads/rewritten', ['rewritten'], {
      from: null,
    });
    await ledger.source.git(['update-ref', '-d', 'refs/heads/rewritten']);
    replication.time.now += 5_000;
    await ledger.move(main, rewritten);
    return { ledger, one, rewritten };
  }
});

describe('a write on the replica by somebody else', () => {
  it('is kept and told under keep-and-alarm, also when the source moves on', async () => {
    const { ledger, foreign, next } = await foreignWrite();

    expect(await tipsOf(ledger, main)).toEqual([foreign]);
    expect((await ledger.record())?.troubles[main]).toMatchObject({
      kind: 'diverged',
      wanted: next,
      found: foreign,
    });
    expect(told(ledger, 'Replica Diverged')).toMatchObject([
      { ref: main, wanted: next, found: foreign, treatment: 'kept' },
    ]);
  });

  it('is overwritten and told under overwrite', async () => {
    const { ledger, foreign, next } = await foreignWrite('    divergence: overwrite');

    expect(await tipsOf(ledger, main)).toEqual([next]);
    expect(told(ledger, 'Replica Diverged')).toMatchObject([
      { ref: main, found: foreign, treatment: 'overwritten' },
    ]);
  });

  it('is saved first under backup', async () => {
    const { ledger, foreign, next } = await foreignWrite('    divergence: backup');

    const saved = `refs/heads/replica-backup/main/${foreign}`;
    expect(await tipsOf(ledger, main, saved)).toEqual([next, foreign]);
    expect(told(ledger, 'Replica Diverged')).toMatchObject([
      { ref: main, found: foreign, treatment: 'backed-up' },
    ]);
  });

  it('is found within the hour, is told once, and is over when the source takes it in', async () => {
    const ledger = await seeded();
    const replica = await ledger.replica();
    const [foreign = ''] = await replica.commits(main, ['by somebody else']);

    await ledger.due();
    await ledger.due();
    expect(told(ledger, 'Replica Diverged')).toHaveLength(1);
    await ledger.source.git(['fetch', '-q', replica.path, `${main}:${main}`]);
    const next = await ledger.commit(main, 'on top of it');

    expect(await tipsOf(ledger, main)).toEqual([next]);
    expect(next).not.toBe(foreign);
    expect((await ledger.record())?.troubles).toEqual({});
  });

  it('leaves alone a branch that only the replica has', async () => {
    const ledger = await seeded('    prune: immediate');
    const replica = await ledger.replica();
    const [theirs = ''] = await replica.commits('refs/heads/theirs', ['made in London']);

    await ledger.due();

    expect(await tipsOf(ledger, 'refs/heads/theirs')).toEqual([theirs]);
  });

  it('loses nothing of a replica that was there before anybody replicated', async () => {
    const ledger = await replication.ledger('    prune: immediate');
    await ledger.source.commits(main, ['one', 'two']);
    const replica = await ledger.createReplica();
    const [older = ''] = await replica.commits(main, ['one']);
    const [unrelated = ''] = await replica.commits('refs/heads/old-work', ['kept'], { from: null });

    await ledger.due();

    expect(await tipsOf(ledger, main, 'refs/heads/old-work')).toEqual([
      await ledger.source.tip(main),
      unrelated,
    ]);
    expect(older).not.toBe(unrelated);
  });

  async function foreignWrite(settings = '') {
    const ledger = await seeded(settings);
    const [foreign = ''] = await (await ledger.replica()).commits(main, ['by somebody else']);
    replication.time.now += 5_000;
    const next = await ledger.commit(main, 'two');
    return { ledger, foreign, next };
  }
});

describe('a deletion at the source', () => {
  it('is followed at once under immediate', async () => {
    const ledger = await withTopic('    prune: immediate');

    await ledger.move('refs/heads/topic', undefined);

    expect(await tipsOf(ledger, 'refs/heads/topic')).toEqual([undefined]);
  });

  it('is followed after the time that the policy gives, and not before', async () => {
    const ledger = await withTopic('    prune: 7d');
    const topic = await ledger.source.tip('refs/heads/topic');
    await ledger.move('refs/heads/topic', undefined);

    replication.time.now += 6 * day;
    await ledger.due();
    expect(await tipsOf(ledger, 'refs/heads/topic')).toEqual([topic]);
    replication.time.now += day;
    await ledger.due();

    expect(await tipsOf(ledger, 'refs/heads/topic')).toEqual([undefined]);
  });

  it('is never followed under never', async () => {
    const ledger = await withTopic('    prune: never');
    const topic = await ledger.source.tip('refs/heads/topic');
    await ledger.move('refs/heads/topic', undefined);

    replication.time.now += 400 * day;
    await ledger.due();

    expect(await tipsOf(ledger, 'refs/heads/topic')).toEqual([topic]);
  });

  it('is not believed when more than the given share of the refs vanishes at once', async () => {
    const ledger = await withTopic('    prune: immediate\n    max-vanished: 40%');
    const topic = await ledger.source.tip('refs/heads/topic');

    await ledger.move('refs/heads/topic', undefined);

    expect(await tipsOf(ledger, 'refs/heads/topic')).toEqual([topic]);
    expect((await ledger.record())?.troubles['refs/heads/topic']).toMatchObject({ kind: 'kept' });
  });

  async function withTopic(settings: string): Promise<Ledger> {
    const ledger = await seeded(settings);
    await ledger.commit('refs/heads/topic', 'topic');
    return ledger;
  }
});

describe('refs that the replication does not own', () => {
  it('are left alone on both sides', async () => {
    const ledger = await seeded('    refs: [refs/heads/*]\n    prune: immediate');
    const replica = await ledger.replica();
    const tip = await ledger.source.tip(main);
    await replica.git(['update-ref', 'refs/tags/theirs', tip]);

    const { reason } = await ledger.move('refs/tags/ours', tip);
    await ledger.due();

    expect(reason).toBe('refs/tags/ours is not among the refs that to-london replicates');
    expect(await tipsOf(ledger, 'refs/tags/ours', 'refs/tags/theirs')).toEqual([undefined, tip]);
  });
});

async function seeded(settings = ''): Promise<Ledger> {
  const ledger = await replication.ledger(settings);
  await ledger.source.commits(main, ['one']);
  await ledger.due();
  return ledger;
}

async function move(ledger: Ledger, text: string) {
  const old = await ledger.source.tip(main);
  const [tip = ''] = await ledger.source.commits(main, [text]);
  return ledger.tell({ ref: main, old, new: tip });
}

async function tipsOf(ledger: Ledger, ...refs: readonly string[]): Promise<(string | undefined)[]> {
  const replica = await ledger.replica();
  return Promise.all(refs.map((ref) => replica.tip(ref).catch(() => undefined)));
}

/** The details of our own events of a type, without what is the same in all of them. */
function told(ledger: Ledger, type: string): Record<string, unknown>[] {
  return ledger
    .ownEvents()
    .filter(([detailType]) => detailType === type)
    .map(([, { version: _1, replication: _2, repository: _3, from: _4, to: _5, ...detail }]) => detail);
}
