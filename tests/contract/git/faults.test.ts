import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pushUpdate } from '../../../shared/git/sync/push-update.ts';
import { stateOf } from '../../support/git/bare-repository.ts';
import { pairForEachTest } from './pair-for-each-test.ts';

const pair = pairForEachTest();

const main = 'refs/heads/main';

/** Commits a file that no compression makes smaller. */
async function commitLarge(megabytes: number): Promise<string> {
  const { repository } = pair.source;
  const blob = await repository.git(['hash-object', '-w', '--stdin'], randomBytes(megabytes * 2 ** 20));
  const tree = await repository.git(['mktree'], `100644 blob ${blob}\tlarge.bin\n`);
  const commit = await repository.git(['commit-tree', tree, '-m', 'large']);
  await repository.git(['update-ref', main, commit]);
  return commit;
}

/** How much of the last push reached the replica. */
function pushedBytes(): number {
  return pair.servers.git.requests.findLast(({ url }) => url.endsWith('/git-receive-pack'))?.body.length ?? 0;
}

/** The replica is as it was, and one more run without a fault makes it what the source is. */
async function expectRepair(before: readonly string[]): Promise<void> {
  pair.servers.git.faults.splice(0);
  expect((await stateOf(pair.replica.repository)).refs).toEqual(before);
  expect((await pair.sync()).inSync).toBe(true);
  expect(await stateOf(pair.replica.repository)).toEqual(await stateOf(pair.source.repository));
}

describe('a source that goes away in the middle of a pack', () => {
  it.each([
    ['small', 0.5],
    ['large', 6],
  ])('leaves the replica as it was (%s pack)', async (_what, megabytes) => {
    await commitLarge(megabytes);
    pair.servers.git.faults.push({ on: /^POST \/git-upload-pack/, cutAnswerAfter: megabytes * 2 ** 19 });

    await expect(pair.sync()).rejects.toMatchObject({ code: 'remote-unreachable' });

    await expectRepair([]);
  });

  it('never lets the replica see a whole pack when only the last four bytes are missing', async () => {
    await commitLarge(3);
    pair.servers.git.faults.push({ on: /^POST \/git-upload-pack/, cutLast: 4 });
    pair.servers.git.requests.splice(0);

    await expect(pair.sync()).rejects.toMatchObject({ code: 'remote-unreachable' });

    const cut = pushedBytes();
    await expectRepair([]);
    expect(cut).toBeGreaterThan(2 ** 20);
    expect(cut).toBeLessThan(pushedBytes());
  });
});

describe('a replica that goes away', () => {
  it('in the middle of a pack gets it again in the same run', async () => {
    await commitLarge(3);
    pair.servers.git.faults.push({ on: /^POST \/git-receive-pack/, cutRequestAfter: 2 * 2 ** 20, times: 1 });

    expect((await pair.sync()).inSync).toBe(true);

    expect(await stateOf(pair.replica.repository)).toEqual(await stateOf(pair.source.repository));
  });

  it('in the middle of every pack is as it was', async () => {
    await commitLarge(3);
    pair.servers.git.faults.push({ on: /^POST \/git-receive-pack/, cutRequestAfter: 2 * 2 ** 20 });

    await expect(pair.sync()).rejects.toMatchObject({ code: 'push-unconfirmed' });

    await expectRepair([]);
  });

  it('after it did the push, without saying so, is listed again and found to be in sync', async () => {
    const [tip] = await pair.source.repository.commits(main, ['one']);
    pair.servers.git.faults.push({ on: /^POST \/git-receive-pack/, cutAnswerAfter: 0 });

    const { inSync, results } = await pair.sync();

    expect(inSync).toBe(true);
    expect(results).toMatchObject([{ ref: main, status: 'done' }]);
    expect(await pair.replica.repository.tip(main)).toBe(tip);
  });

  it('is told from one that refuses while the pack is still on its way', async () => {
    await commitLarge(6);
    pair.servers.git.faults.push({
      on: /^POST \/git-receive-pack/,
      status: 413,
      body: 'too large',
      early: true,
    });

    const { results } = await pair.sync();

    expect(results).toMatchObject([
      { ref: main, status: 'refused', reason: expect.stringContaining('HTTP 413: the push is larger') },
    ]);
    expect(pair.servers.git.requests.at(-2)?.body.length ?? 0).toBeLessThan(6 * 2 ** 20);
    await expectRepair([]);
  });
});

describe('an empty answer', () => {
  it('to a fetch is an error, and makes the capabilities be listed again', async () => {
    await pair.source.repository.commits(main, ['one']);
    pair.servers.git.faults.push({ on: /^POST \/git-upload-pack/, status: 200, body: '' });

    await expect(pair.sync()).rejects.toMatchObject({ code: 'protocol-violation' });

    expect(pair.source.remote.capabilities('git-upload-pack')).toBeUndefined();
    await expectRepair([]);
  });

  it('to a push is no success: the replica is listed again, and the push done', async () => {
    await pair.source.repository.commits(main, ['one']);
    pair.servers.git.faults.push({ on: /^POST \/git-receive-pack/, status: 200, body: '', times: 1 });

    expect((await pair.sync()).inSync).toBe(true);
    expect(await stateOf(pair.replica.repository)).toEqual(await stateOf(pair.source.repository));
  });

  it('to every push ends the run', async () => {
    await pair.source.repository.commits(main, ['one']);
    pair.servers.git.faults.push({ on: /^POST \/git-receive-pack/, status: 200, body: '' });

    await expect(pair.sync()).rejects.toMatchObject({ code: 'push-unconfirmed' });

    await expectRepair([]);
  });

  it('on the event path leads to the full path', async () => {
    const [one = '', two = ''] = await pair.source.repository.commits(main, ['one', 'two']);
    await pair.source.repository.git(['update-ref', main, one]);
    await pair.sync();
    await pair.source.repository.git(['update-ref', main, two]);
    pair.servers.git.faults.push({ on: /^POST \/git-receive-pack/, status: 200, body: '' });
    const { source, replica } = { source: pair.source.remote, replica: pair.replica.remote };

    const result = await pushUpdate({ source, replica, update: { ref: main, old: one, new: two } });

    expect(result).toMatchObject({ kind: 'needs-sync' });
    expect(replica.capabilities('git-receive-pack')).toBeUndefined();
    await expectRepair([`${one} ${main}`]);
  });
});
