import { describe, expect, it } from 'vitest';
import { gitBackend, placeOf } from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { codeCommitState } from '../../../sandbox/services/codecommit/state.ts';
import { type Move, main, type ShopByGit, shopByGit } from './a-shop-by-git.ts';

const at = shopByGit();

/** What is kept under an id. */
const kept = (id: string) => gitBackend.of(at.shop.world).readObject(placeOf(at.shop.scope, 'shop'), id);

describe('a push that comes by no socket', () => {
  it('makes the first branch the default one, and tells of each reference once', async () => {
    const { two, three, other, v1 } = at.ids;

    const made = await at.push([
      { ref: main, new: two },
      { ref: 'refs/tags/v1', new: v1 },
    ]);
    const moved = await at.push([
      { ref: main, old: two, new: three },
      { ref: 'refs/heads/other', new: other },
    ]);
    const forced = await at.push([
      { ref: main, old: three, new: other },
      { ref: 'refs/heads/other', old: other },
    ]);

    expect([made, moved, forced].map(({ refs }) => [...refs])).toEqual([
      [
        [main, undefined],
        ['refs/tags/v1', undefined],
      ],
      [
        [main, undefined],
        ['refs/heads/other', undefined],
      ],
      [
        [main, undefined],
        ['refs/heads/other', undefined],
      ],
    ]);
    expect(await at.refs()).toEqual({ [main]: other, 'refs/tags/v1': v1 });
    expect(codeCommitState(at.shop.scope).repositories.get('shop')?.defaultBranch).toBe('main');
    expect(at.news()).toEqual([
      ['referenceCreated', main, undefined, two],
      ['referenceCreated', 'refs/tags/v1', undefined, v1],
      ['referenceUpdated', main, two, three],
      ['referenceCreated', 'refs/heads/other', undefined, other],
      ['referenceUpdated', main, three, other],
      ['referenceDeleted', 'refs/heads/other', other, undefined],
    ]);
  });

  it('only deletes without a pack', async () => {
    const { one, v1 } = at.ids;
    await at.push([
      { ref: main, new: one },
      { ref: 'refs/tags/v1', new: v1 },
    ]);

    const report = await at.push([{ ref: 'refs/tags/v1', old: v1 }]);

    expect(report).toEqual({ unpackError: undefined, refs: new Map([['refs/tags/v1', undefined]]) });
    expect(await at.refs()).toEqual({ [main]: one });
  });

  it('of a thin pack with deltas is understood', async () => {
    const { two, three } = at.ids;
    await at.push([{ ref: main, new: two }]);
    const pack = await at.packOf([three, `^${two}`], ['--thin']);

    const report = await at.push([{ ref: main, old: two, new: three }], pack);

    const blob = await at.local.git(['rev-parse', `${three}:file.txt`]);
    expect(report.refs.get(main)).toBeUndefined();
    expect((await kept(blob))?.data.toString('utf8').trim()).toBe(
      await at.local.git(['cat-file', 'blob', blob]),
    );
  });

  it('of deltas by offset, which CodeCommit does not offer, is not taken', async () => {
    const { three } = at.ids;
    const pack = await at.packOf([three], ['--delta-base-offset']);

    const report = await at.push([{ ref: main, new: three }], pack);

    expect(report.unpackError).toBe('the pack has deltas by offset, which were not offered');
    expect(report.refs.get(main)).toBe('unpacker error');
    expect(await at.refs()).toEqual({});
  });

  it.each([
    ['no pack', 0, 'eof before pack header was fully read'],
    ['half a pack', 0.5, 'the pack is not whole'],
  ])('of %s is not taken', async (_what, share, reason) => {
    const pack = await at.packOf([at.ids.one]);

    const report = await at.push([{ ref: main, new: at.ids.one }], pack.subarray(0, pack.length * share));

    expect(report.unpackError).toBe(reason);
    expect(at.news()).toEqual([]);
  });

  it('without all that a tip needs is refused and not kept, and the other references are moved', async () => {
    const { one, two, three, other } = at.ids;
    await at.push([{ ref: main, new: one }]);
    const pack = await at.packOf([three, other, `^${two}`]);

    const report = await at.push(
      [
        { ref: 'refs/heads/broken', new: three },
        { ref: 'refs/heads/fine', new: other },
      ],
      pack,
    );

    expect([...report.refs]).toEqual([
      ['refs/heads/broken', 'missing necessary objects'],
      ['refs/heads/fine', undefined],
    ]);
    expect(await kept(three)).toBeUndefined();
  });

  it.each<[string, (ids: ShopByGit['ids']) => Move, string]>([
    [
      'delete the default branch',
      ({ one }) => ({ ref: main, old: one }),
      'deletion of the current branch prohibited',
    ],
    [
      'move a branch from where it is not',
      ({ two, three }) => ({ ref: main, old: two, new: three }),
      'failed to update ref',
    ],
    ['create what is there', ({ two }) => ({ ref: main, new: two }), 'failed to update ref'],
    [
      'put a folder in the place of a branch',
      ({ two }) => ({ ref: `${main}/x`, new: two }),
      'failed to update ref',
    ],
    [
      'put a tag object in the place of a branch',
      ({ one, v1 }) => ({ ref: main, old: one, new: v1 }),
      'failed to update ref',
    ],
    ['name a branch as git does not', ({ two }) => ({ ref: 'refs/heads/a..b', new: two }), 'funny refname'],
  ])('cannot %s, and does the rest', async (_what, moveOf, reason) => {
    await at.push([{ ref: main, new: at.ids.one }]);
    at.news();
    const move = moveOf(at.ids);

    const report = await at.push([move, { ref: 'refs/tags/v1', new: at.ids.v1 }]);

    expect([...report.refs]).toEqual([
      [move.ref, reason],
      ['refs/tags/v1', undefined],
    ]);
    expect(at.news()).toEqual([['referenceCreated', 'refs/tags/v1', undefined, at.ids.v1]]);
  });

  it('that races with another one from the same value wins or does nothing', async () => {
    const { one, two, other } = at.ids;
    await at.push([{ ref: main, new: one }]);
    at.news();

    const reports = await Promise.all([
      at.push([{ ref: main, old: one, new: two }]),
      at.push([{ ref: main, old: one, new: other }]),
    ]);

    const said = reports.map(({ refs }) => refs.get(main));
    const winner = said[0] === undefined ? two : other;
    expect(said.filter((reason) => reason === 'failed to update ref')).toHaveLength(1);
    expect(await at.refs()).toEqual({ [main]: winner });
    expect(at.news()).toEqual([['referenceUpdated', main, one, winner]]);
  });

  it('whose body breaks does nothing', async () => {
    const { one } = at.ids;
    const command = `${'0'.repeat(40)} ${one} ${main}\0 report-status`;
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`);
      throw new Error('the source went away');
    }

    const answer = at.ask({ method: 'POST', url: '/v1/repos/shop/git-receive-pack', body: broken() });

    await expect(answer).rejects.toThrow('the source went away');
    expect(await at.refs()).toEqual({});
  });
});
