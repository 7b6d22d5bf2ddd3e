import { describe, expect, it } from 'vitest';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { syncRefs } from '../../../shared/git/sync/sync-refs.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import { outcome, pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

describe('a policy', () => {
  it('can save what a force push would lose, before it is lost', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.sync();
    const [other] = await pair.source.repository.commits(main, ['other'], { from: one });
    const policy = {
      rules: [{ refs: '*', forcePush: 'follow-after-backup' as const }],
      maxVanishedShare: 0.5,
    };

    const report = await pair.sync({ policy, lastReplicated: new Map([[main, two]]) });

    const backup = `refs/heads/replica-backup/main/${two}`;
    expect(outcome(report)).toEqual([`backup ${backup} done`, `update ${main} done`]);
    expect(report.inSync).toBe(true);
    expect((await stateOf(pair.replica.repository)).refs).toEqual(
      [`${other} ${main}`, `${two} ${backup}`].sort(),
    );
    expect(outcome(await pair.sync({ policy }))).toEqual([]);
  });

  it('loses nothing when the old value cannot be saved', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.sync();
    await pair.source.repository.commits(main, ['other'], { from: one });
    await pair.hook('update', 'case "$1" in *replica-backup*) exit 1;; esac');

    const report = await pair.sync({
      policy: { rules: [{ refs: '*', forcePush: 'follow-after-backup' }], maxVanishedShare: 0.5 },
      lastReplicated: new Map([[main, two]]),
    });

    expect(report.results.find(({ ref }) => ref === main)).toMatchObject({
      status: 'refused',
      reason: 'refs/heads/main was left, because its old value could not be saved first.',
    });
    expect(await pair.replica.repository.tip(main)).toBe(two);
  });

  it('can keep what somebody else wrote on the replica, and tells of it', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    await pair.sync();
    const [theirs] = await pair.replica.repository.commits(main, ['theirs']);
    await pair.source.repository.commits(main, ['ours']);

    const report = await pair.sync({
      policy: { rules: [], maxVanishedShare: 0.5 },
      lastReplicated: new Map([[main, one]]),
    });

    expect(report.foreign).toEqual([{ ref: main, found: theirs, expected: one }]);
    expect(report.kept).toMatchObject([{ ref: main, rule: 'foreign-write' }]);
    expect(await pair.replica.repository.tip(main)).toBe(theirs);
  });
});

describe('a run with little time', () => {
  it('begins no push after its end, and the next run goes on', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    for (const name of ['a', 'b'])
      await pair.source.repository.git(['update-ref', `refs/heads/${name}`, one]);
    let now = 0;
    const clocked = { ...pair.source.remote, now: () => now };
    const progress: number[] = [];

    const report = await syncRefs({
      source: clocked,
      replica: pair.replica.remote,
      policy: mirrorPolicy,
      now,
      refsPerPush: 1,
      stopAt: 100,
      onProgress: ({ refsDone }) => {
        progress.push(refsDone);
        now += 50;
      },
    });

    expect(outcome(report)).toEqual([
      'create refs/heads/a done',
      'create refs/heads/b left',
      `create ${main} done`,
    ]);
    expect(progress).toEqual([1, 2, 3]);
    expect(report.inSync).toBe(false);
    expect((await pair.sync()).inSync).toBe(true);
  });
});
