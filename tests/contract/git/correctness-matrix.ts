import { describe, expect, it } from 'vitest';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import type { SyncReport } from '../../../shared/git/types.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import type { ServerKind } from '../../support/git/replica-pair.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

/** Runs every case of replication between two kinds of servers; after each, the replica is the source. */
export function describeMatrix(kinds: { source: ServerKind; replica: ServerKind }): void {
  const pair = pairForEachTest(kinds);
  const sync = () => pair.sync({ policy: { ...mirrorPolicy, maxVanishedShare: 1 } });

  /** What became of each ref, in the order in which it was done. */
  const outcome = ({ results }: SyncReport): string[] =>
    results.map(({ kind, ref, status, reason }) => `${kind} ${ref} ${status}${reason ? ` ${reason}` : ''}`);

  const expectReplica = async (): Promise<void> => {
    const source = await stateOf(pair.source.repository);
    expect(source.wrong).toBe('');
    expect(await stateOf(pair.replica.repository)).toEqual(source);
  };

  /** main with three commits, a branch at the second one, and a tag on the first; replicated. */
  const seeded = async (): Promise<{ one: string; two: string; three: string }> => {
    const [one = '', two = '', three = ''] = await pair.source.repository.commits('refs/heads/main', [
      'one',
      'two',
      'three',
    ]);
    await pair.source.repository.git(['update-ref', 'refs/heads/feature', two]);
    await pair.source.repository.git(['tag', 'v1', one]);
    expect((await sync()).inSync).toBe(true);
    return { one, two, three };
  };

  describe(`from ${kinds.source} to ${kinds.replica}`, () => {
    it('seeds an empty replica, in four requests', async () => {
      await seeded();

      await expectReplica();
      expect([pair.source.remote.traffic.requests, pair.replica.remote.traffic.requests]).toEqual([2, 2]);
    });

    it('does nothing to an empty replica of an empty source, in two requests', async () => {
      const report = await sync();

      expect(outcome(report)).toEqual([]);
      expect(report.inSync).toBe(true);
      await expectReplica();
    });

    it('updates a branch', async () => {
      await seeded();
      await pair.source.repository.commits('refs/heads/main', ['four']);

      expect(outcome(await sync())).toEqual(['update refs/heads/main done']);
      await expectReplica();
    });

    it('creates a branch at an existing tip with an empty pack, without asking the source for one', async () => {
      const { three } = await seeded();
      await pair.source.repository.git(['update-ref', 'refs/heads/again', three]);
      const before = pair.source.remote.traffic.requests;

      expect(outcome(await sync())).toEqual(['create refs/heads/again done']);
      await expectReplica();
      expect(pair.source.remote.traffic.requests - before).toBe(1);
    });

    it('creates a branch at an old commit that is no tip', async () => {
      const { three } = await seeded();
      const [four = ''] = await pair.source.repository.commits('refs/heads/main', ['four', 'five']);
      await sync();
      await pair.source.repository.git(['update-ref', 'refs/heads/old', four]);
      await pair.source.repository.git(['update-ref', 'refs/heads/older', three]);

      expect(outcome(await sync())).toEqual(['create refs/heads/old done', 'create refs/heads/older done']);
      await expectReplica();
    });

    it('carries annotated, nested and lightweight tags, and tags of blobs and trees', async () => {
      const { one, two } = await seeded();
      const { git } = pair.source.repository;
      await git(['tag', '-a', '-m', 'annotated', 'annotated', two]);
      await git(['tag', '-a', '-m', 'nested', 'nested', 'annotated']);
      await git(['tag', 'light', one]);
      const blob = await git(['hash-object', '-w', '--stdin'], 'only a tag knows this\n');
      await git(['tag', 'blob', blob]);
      await git(['tag', '-a', '-m', 'tree', 'tree', `${two}^{tree}`]);

      expect((await sync()).inSync).toBe(true);
      await expectReplica();
    });

    it('moves tags, annotated ones too', async () => {
      const { two, three } = await seeded();
      const { git } = pair.source.repository;
      await git(['tag', '-a', '-m', 'first', 'release', two]);
      await sync();
      await git(['tag', '-f', 'v1', three]);
      await git(['tag', '-f', '-a', '-m', 'second', 'release', three]);

      expect(outcome(await sync())).toEqual(['update refs/tags/release done', 'update refs/tags/v1 done']);
      await expectReplica();
    });

    it('only deletes, without a pack', async () => {
      await seeded();
      await pair.source.repository.git(['update-ref', '-d', 'refs/heads/feature']);
      await pair.source.repository.git(['tag', '-d', 'v1']);

      expect(outcome(await sync())).toEqual(['delete refs/heads/feature done', 'delete refs/tags/v1 done']);
      await expectReplica();
    });

    it('follows a force push', async () => {
      const { one } = await seeded();
      await pair.source.repository.commits('refs/heads/main', ['other two', 'other three'], { from: one });

      expect(outcome(await sync())).toEqual(['update refs/heads/main done']);
      await expectReplica();
    });

    it('follows a force push whose old tip was garbage-collected at the source', async () => {
      const { one } = await seeded();
      await pair.source.repository.commits('refs/heads/main', ['other two'], { from: one });
      await pair.source.repository.git(['gc', '-q', '--prune=now']);

      expect((await sync()).inSync).toBe(true);
      await expectReplica();
    });

    it('takes a history that has nothing in common with the replica', async () => {
      await seeded();
      for (const ref of ['refs/heads/feature', 'refs/tags/v1'])
        await pair.source.repository.git(['update-ref', '-d', ref]);
      await pair.source.repository.commits('refs/heads/main', ['all new'], { from: null, file: 'new.txt' });
      await pair.source.repository.git(['gc', '-q', '--prune=now']);

      expect((await sync()).inSync).toBe(true);
      await expectReplica();
    });

    it('does creations, updates and deletions of one run in one push, deletions first', async () => {
      const { three } = await seeded();
      await pair.source.repository.commits('refs/heads/main', ['four']);
      await pair.source.repository.git(['update-ref', '-d', 'refs/tags/v1']);
      await pair.source.repository.commits('refs/heads/topic', ['topic'], { from: three });
      const before = pair.replica.remote.traffic.requests;

      expect(outcome(await sync())).toEqual([
        'delete refs/tags/v1 done',
        'update refs/heads/main done',
        'create refs/heads/topic done',
      ]);
      await expectReplica();
      expect(pair.replica.remote.traffic.requests - before).toBe(2);
    });

    it('replaces a branch by a folder of branches, and back', async () => {
      const { two } = await seeded();
      await pair.source.repository.git(['update-ref', '-d', 'refs/heads/feature']);
      await pair.source.repository.git(['update-ref', 'refs/heads/feature/a', two]);
      const there = await sync();
      await expectReplica();
      await pair.source.repository.git(['update-ref', '-d', 'refs/heads/feature/a']);
      await pair.source.repository.git(['update-ref', 'refs/heads/feature', two]);
      const back = await sync();

      await expectReplica();
      expect(outcome(there)).toEqual(['delete refs/heads/feature done', 'create refs/heads/feature/a done']);
      expect(outcome(back)).toEqual(['delete refs/heads/feature/a done', 'create refs/heads/feature done']);
    });

    it('moves a branch by its event in two requests', async () => {
      const { three } = await seeded();
      const [four = ''] = await pair.source.repository.commits('refs/heads/main', ['four']);
      const before = pair.source.remote.traffic.requests + pair.replica.remote.traffic.requests;

      const result = await pushUpdate({
        source: pair.source.remote,
        replica: pair.replica.remote,
        update: { ref: 'refs/heads/main', old: three, new: four },
      });

      expect(result).toMatchObject({ kind: 'replicated', objects: 3 });
      expect(pair.source.remote.traffic.requests + pair.replica.remote.traffic.requests - before).toBe(2);
      await expectReplica();
    });

    it('does not let events out of order or twice move a branch backwards', async () => {
      const { three } = await seeded();
      const [four = '', five = ''] = await pair.source.repository.commits('refs/heads/main', [
        'four',
        'five',
      ]);
      const push = (old: string, to: string) =>
        pushUpdate({
          source: pair.source.remote,
          replica: pair.replica.remote,
          update: { ref: 'refs/heads/main', old, new: to },
        });

      const became = [];
      for (const [old, to] of [
        [four, five],
        [three, four],
        [three, four],
        [four, five],
        [three, four],
      ] as const)
        became.push((await push(old, to)).kind);

      expect(became).toEqual(['needs-sync', 'replicated', 'needs-sync', 'replicated', 'needs-sync']);
      expect((await sync()).inSync).toBe(true);
      await expectReplica();
    });
  });
}
