import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateOf } from '../../support/git/bare-repository.ts';
import { aReplicationWorld, type Ledger, type ReplicationWorld } from './replication-world.ts';

const main = 'refs/heads/main';

let replication: ReplicationWorld;

beforeAll(async () => {
  replication = await aReplicationWorld();
});
afterAll(() => replication.close());

/** Commits a `.gitattributes` and a file that points to a large one on main, and gives the commit. */
async function commitLargeFile({ source, setDefaultBranch }: Ledger, attributes: string): Promise<string> {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 73400320\n`;
  const blob = await source.git(['hash-object', '-w', '--stdin'], pointer);
  const file = await source.git(['hash-object', '-w', '--stdin'], attributes);
  const tree = await source.git(
    ['mktree'],
    `100644 blob ${file}\t.gitattributes\n100644 blob ${blob}\tlogo.psd\n`,
  );
  const commit = await source.git(['commit-tree', '-p', await source.tip(main), '-m', 'logo', tree]);
  await setDefaultBranch('main');
  await source.git(['update-ref', main, commit]);
  return commit;
}

describe('large files', () => {
  it('are told, because git carries only what points to them', async () => {
    const ledger = await seeded();

    const commit = await commitLargeFile(ledger, '*.psd filter=lfs diff=lfs\n');
    await ledger.due();

    expect((await ledger.record())?.largeFiles).toEqual({
      pointers: 1,
      bytes: 73_400_320,
      patterns: ['*.psd'],
      readAt: commit,
    });
    const told = ledger.ownEvents().find(([type]) => type === 'Large Files Not Replicated');
    expect(told?.[1]).toMatchObject({ pointers: 1, bytes: 73_400_320, patterns: ['*.psd'] });
  });

  it('of many patterns are told by the first ones, and hold up nothing', async () => {
    const ledger = await seeded();
    const patterns = Array.from({ length: 17_000 }, (_, index) => `art/${index}/*.psd`);

    const commit = await commitLargeFile(ledger, patterns.map((one) => `${one} filter=lfs`).join('\n'));
    await ledger.due();
    await ledger.source.commits('refs/heads/topic', ['after it']);
    await ledger.due();

    const [source, replica] = await Promise.all([stateOf(ledger.source), ledger.replica().then(stateOf)]);
    expect(replica).toEqual(source);
    const cut =
      'Of .gitattributes, which has 447,889 characters, only the first 100,000 were read. Of 3,888 patterns in .gitattributes that go to Git LFS, the first 50 are listed.';
    expect((await ledger.record())?.largeFiles).toEqual({
      pointers: 1,
      bytes: 73_400_320,
      patterns: patterns.slice(0, 50),
      readAt: commit,
      cut,
    });
    const told = ledger.ownEvents().find(([type]) => type === 'Large Files Not Replicated');
    expect(told?.[1]).toMatchObject({ patterns: patterns.slice(0, 50), cut });
  });
});

async function seeded(): Promise<Ledger> {
  const ledger = await replication.ledger();
  await ledger.source.commits(main, ['one']);
  await ledger.due();
  return ledger;
}
