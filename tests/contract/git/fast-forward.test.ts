import { describe, expect, it } from 'vitest';
import { isFastForward } from '../../../shared/git/packs/is-fast-forward.ts';
import { tryGit } from '../../support/git/run-git.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

describe('isFastForward', () => {
  it('judges as git merge-base --is-ancestor does, merges and amended commits included', async () => {
    const { repository, remote } = pair.source;
    const trunk = await repository.commits(main, ['1', '2', '3', '4', '5', '6']);
    const side = await repository.commits('refs/heads/side', ['a', 'b'], { from: trunk[2] ?? '' });
    const merged = await repository.commits(main, ['merge', '7'], { merge: side[1] ?? '' });
    const amended = await repository.commits('refs/heads/amended', ['6 amended'], { from: trunk[4] ?? '' });
    const foreign = await repository.commits('refs/heads/foreign', ['x', 'y'], { from: null, file: 'x.txt' });
    const all = [...trunk, ...side, ...merged, ...amended, ...foreign];
    // Every third pair of the 169, the same ones in each run.
    const pairs = all
      .flatMap((old) => all.map((to) => ({ old, new: to })))
      .filter((_, index) => index % 3 === 0);

    const differing = [];
    for (const move of pairs) {
      const { code } = await tryGit(repository.path, ['merge-base', '--is-ancestor', move.old, move.new]);
      if ((await isFastForward(remote, move)) !== (code === 0)) differing.push(move);
    }

    expect(pairs).toHaveLength(57);
    expect(differing).toEqual([]);
    expect(await isFastForward(remote, { old: trunk[5] ?? '', new: amended[0] ?? '' })).toBe(false);
  });

  it('is false for a commit that no ref of the source reaches any more', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.source.repository.git(['update-ref', main, one]);

    expect(await isFastForward(pair.source.remote, { old: two, new: one })).toBe(false);
    expect(await isFastForward(pair.source.remote, { old: 'f'.repeat(40), new: one })).toBe(false);
  });
});
