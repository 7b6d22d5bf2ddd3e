import { describe, expect, it } from 'vitest';
import { mirrorPolicy } from '../../../shared/git/plan/replication-policy.ts';
import { syncRefs } from '../../../shared/git/sync/sync-refs.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import { git } from '../../support/git/run-git.ts';
import { outcome, pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

describe('one bad ref', () => {
  it('that the replica refuses does not stop the others', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.source.repository.git(['update-ref', 'refs/heads/bad', one]);
    await pair.hook('update', 'test "$1" != refs/heads/bad');

    const report = await pair.sync();

    expect(outcome(report)).toEqual(['create refs/heads/bad refused', `create ${main} done`]);
    expect(report.results.find(({ ref }) => ref === 'refs/heads/bad')?.reason).toBe(
      'the replica refused refs/heads/bad: hook declined.',
    );
    expect(report.inSync).toBe(false);
  });

  it('that makes the replica refuse a whole push is found, and the others are pushed without it', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    for (const name of ['a', 'b', 'bad', 'c', 'd'])
      await pair.source.repository.git(['update-ref', `refs/heads/${name}`, one]);
    await pair.hook(
      'pre-receive',
      'while read old new ref; do test "$ref" != refs/heads/bad || exit 1; done',
    );

    expect(outcome(await pair.sync())).toEqual([
      'create refs/heads/a done',
      'create refs/heads/b done',
      'create refs/heads/bad refused',
      'create refs/heads/c done',
      'create refs/heads/d done',
      `create ${main} done`,
    ]);
  });

  it('whose objects the replica cannot take is found, and the others are pushed without it', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    const tree = await pair.source.repository.git(['rev-parse', `${one}^{tree}`]);
    const broken = await pair.source.repository.git(
      ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'],
      `tree ${tree}\nparent ${one}\nauthor nobody\ncommitter nobody\n\nno time, no address\n`,
    );
    await pair.source.repository.git(['update-ref', 'refs/heads/broken', broken]);
    await pair.source.repository.commits('refs/heads/fine', ['fine'], { from: one });
    await pair.replica.repository.git(['config', 'receive.fsckObjects', 'true']);

    const report = await pair.sync();

    expect(outcome(report)).toEqual([
      'create refs/heads/broken refused',
      'create refs/heads/fine done',
      `create ${main} done`,
    ]);
    expect(report.results.find(({ status }) => status === 'refused')?.reason).toMatch(
      /^the replica could not take the objects of refs\/heads\/broken: .+\.$/,
    );
  });

  it('that is too large for the replica is found in the same way', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    const blob = await pair.source.repository.git(
      ['hash-object', '-w', '--stdin'],
      Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919 * (index % 251)) & 255)),
    );
    await pair.source.repository.git(['tag', 'large', blob]);
    await pair.source.repository.git(['update-ref', 'refs/heads/other', one]);
    await pair.replica.repository.git(['config', 'receive.maxInputSize', '2000']);

    expect(outcome(await pair.sync())).toEqual([
      `create ${main} done`,
      'create refs/heads/other done',
      'create refs/tags/large refused',
    ]);
  });

  it('in whose way another one stands, which the policy keeps, is kept back and takes its place when that one goes', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    await pair.source.repository.git(['update-ref', 'refs/heads/a', one]);
    await pair.sync();
    await pair.source.repository.git(['update-ref', '-d', 'refs/heads/a']);
    await pair.source.repository.git(['update-ref', 'refs/heads/a/b', one]);
    await pair.source.repository.git(['update-ref', 'refs/heads/c', one]);

    const report = await pair.sync({
      policy: { rules: [{ refs: '*', prune: 'never' }], maxVanishedShare: 1 },
      lastReplicated: new Map([
        [main, one],
        ['refs/heads/a', one],
      ]),
    });

    const later = await pair.sync();

    expect(outcome(report)).toEqual(['create refs/heads/c done']);
    expect(report.kept).toMatchObject([
      { ref: 'refs/heads/a', rule: 'prune-never' },
      { ref: 'refs/heads/a/b', rule: 'name-taken', alarm: true },
    ]);
    expect(outcome(later)).toEqual(['create refs/heads/a/b done', 'delete refs/heads/a done']);
  });
});

describe('a replica that moves', () => {
  it('between the listing and the push keeps what it got, and the next run sees it', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.sync();
    const [theirs = ''] = await pair.replica.repository.commits('refs/heads/elsewhere', ['theirs'], {
      from: one,
    });
    await pair.replica.repository.git(['update-ref', '-d', 'refs/heads/elsewhere']);
    await pair.source.repository.commits(main, ['three']);
    pair.servers.git.faults.push({
      on: /^POST \/git-receive-pack/,
      times: 1,
      before: async () => {
        await pair.replica.repository.git(['update-ref', main, theirs, two]);
      },
    });

    const report = await pair.sync();

    expect(outcome(report)).toEqual([`update ${main} raced`]);
    expect(report.replicaRefs.get(main)).toBe(theirs);
    expect(await pair.replica.repository.tip(main)).toBe(theirs);
    expect((await pair.sync()).inSync).toBe(true);
  });

  it('to what the source has is simply in sync', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.source.repository.git(['update-ref', main, one]);
    await pair.sync();
    await pair.source.repository.git(['update-ref', main, two]);
    pair.servers.git.faults.push({
      on: /^POST \/git-receive-pack/,
      times: 1,
      before: async () => {
        const other = pair.servers.remoteOf(pair.replica);
        await syncRefs({ source: pair.source.remote, replica: other, policy: mirrorPolicy, now: 0 });
      },
    });

    expect((await pair.sync()).inSync).toBe(true);
    expect(await pair.replica.repository.tip(main)).toBe(two);
  });
});

describe('a source', () => {
  it('that is shallow is refused', async () => {
    await pair.source.repository.commits(main, ['one', 'two', 'three']);
    const shallow = await pair.servers.side('git');
    await git(shallow.repository.path, [
      'fetch',
      '-q',
      '--depth=1',
      `file://${pair.source.repository.path}`,
      `${main}:${main}`,
    ]);

    await expect(
      syncRefs({ source: shallow.remote, replica: pair.replica.remote, policy: mirrorPolicy, now: 0 }),
    ).rejects.toMatchObject({ code: 'repository-unfit' });
    expect((await stateOf(pair.replica.repository)).refs).toEqual([]);
  });

  it('that is empty takes nothing away from the replica', async () => {
    await pair.source.repository.commits(main, ['one']);
    await pair.sync();
    await pair.source.repository.git(['update-ref', '-d', main]);

    const report = await pair.sync();

    expect(outcome(report)).toEqual([]);
    expect(report.kept).toMatchObject([{ ref: main, rule: 'source-empty', alarm: true }]);
  });

  it('gives only its branches and tags', async () => {
    const [one = ''] = await pair.source.repository.commits(main, ['one']);
    for (const ref of ['refs/pull/1/head', 'refs/notes/commits', 'refs/replace/x'])
      await pair.source.repository.git(['update-ref', ref, one]);

    await pair.sync();

    const refs = await pair.replica.repository.git(['for-each-ref', '--format=%(refname)']);
    expect(refs).toBe(main);
  });

  it('that loses a ref during the run costs only that ref', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.source.repository.commits('refs/heads/short', ['short'], { from: one });
    pair.servers.git.faults.push({
      on: /^POST \/git-upload-pack/,
      times: 1,
      before: async () => {
        await pair.source.repository.git(['update-ref', '-d', 'refs/heads/short']);
      },
    });

    const report = await pair.sync();

    expect(outcome(report)).toEqual([`create ${main} done`, 'create refs/heads/short raced']);
    expect(await pair.replica.repository.tip(main)).toBe(two);
  });
});
