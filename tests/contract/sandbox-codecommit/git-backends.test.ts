import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  GitBackend,
  RepositoryPlace,
} from '../../../sandbox/services/codecommit/objects/git-backend.ts';
import { gitInMemory } from '../../../sandbox/services/codecommit/objects/git-in-memory.ts';
import {
  encodeCommit,
  encodeTree,
  objectId,
} from '../../../sandbox/services/codecommit/objects/git-objects.ts';
import { gitOnDisk } from '../../../sandbox/services/codecommit/objects/git-on-disk.ts';

const folder = await mkdtemp(join(tmpdir(), 'drawbridge-git-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const hello = { type: 'blob', data: Buffer.from('hello\n') } as const;
/** What `printf 'hello\n' | git hash-object --stdin` prints. */
const helloId = 'ce013625030ba8dba906f756967f9e9ca394464a';
const author = { name: 'Ann', email: 'ann@example.com', seconds: 1_772_442_310, zone: '+0100' };

/** A commit with one file in a folder and one beside it, and its id. */
async function makeCommit(
  git: GitBackend,
  place: RepositoryPlace,
  { parents, message }: { parents: string[]; message: string },
) {
  const inner = encodeTree([{ mode: '100755', name: 'run.sh', id: helloId }]);
  const tree = encodeTree([
    { mode: '40000', name: 'bin', id: objectId(inner) },
    { mode: '100644', name: 'bin.txt', id: helloId },
  ]);
  const commit = encodeCommit({ tree: objectId(tree), parents, author, committer: author, message });
  await git.writeObjects(place, [hello, inner, tree, commit]);
  return objectId(commit);
}

describe.each([
  ['in memory', gitInMemory()],
  ['on disk', gitOnDisk(folder)],
])('repositories %s', (_name, git) => {
  let place: RepositoryPlace;
  let count = 0;

  beforeEach(async () => {
    count += 1;
    place = { account: '111122223333', region: 'eu-west-1', name: `shop-${count}` };
    await git.create(place);
  });

  it('have no refs at first', async () => {
    expect([...(await git.refs(place))]).toEqual([]);
  });

  it('give back an object as it was written, and nothing for an id they do not have', async () => {
    await git.writeObjects(place, [hello, hello]);

    expect(await git.readObject(place, helloId)).toEqual({ type: 'blob', data: Buffer.from('hello\n') });
    expect(await git.readObject(place, 'f'.repeat(40))).toBeUndefined();
  });

  it('know commits by the ids that git gives them', async () => {
    // As made by `git commit` with the same files, author and dates (git 2.39.5).
    expect(await makeCommit(git, place, { parents: [], message: 'First\n' })).toBe(
      'd8bb39f8614d479c4de086984efe671fcc68595d',
    );
  });

  it('list every file of a commit with its mode', async () => {
    const commit = await makeCommit(git, place, { parents: [], message: 'First\n' });

    expect([...(await git.files(place, commit))]).toEqual([
      ['bin.txt', { mode: '100644', id: helloId }],
      ['bin/run.sh', { mode: '100755', id: helloId }],
    ]);
  });

  it('create, move and delete a ref only from where it was seen', async () => {
    const first = await makeCommit(git, place, { parents: [], message: 'First\n' });
    const second = await makeCommit(git, place, { parents: [first], message: 'First\n' });
    const ref = 'refs/heads/feature/größe';

    expect(await git.updateRef(place, { ref, from: first, to: second })).toBe(false);
    expect(await git.updateRef(place, { ref, from: undefined, to: first })).toBe(true);
    expect(await git.updateRef(place, { ref, from: undefined, to: second })).toBe(false);
    expect(await git.readRef(place, ref)).toBe(first);
    expect(await git.updateRef(place, { ref, from: first, to: second })).toBe(true);
    expect([...(await git.refs(place))]).toEqual([[ref, second]]);
    expect(await git.updateRef(place, { ref, from: first, to: undefined })).toBe(false);
    expect(await git.updateRef(place, { ref, from: second, to: undefined })).toBe(true);
    expect(await git.readRef(place, ref)).toBeUndefined();
  });

  it('refuse a ref whose name is the folder of another one', async () => {
    const to = await makeCommit(git, place, { parents: [], message: 'First\n' });
    await git.updateRef(place, { ref: 'refs/heads/a', from: undefined, to });

    expect(await git.updateRef(place, { ref: 'refs/heads/a/b', from: undefined, to })).toBe(false);
  });

  it('list branches and tags by name, and not what is kept without a branch', async () => {
    const to = await makeCommit(git, place, { parents: [], message: 'First\n' });
    await git.updateRef(place, { ref: 'refs/tags/v1', from: undefined, to });
    await git.updateRef(place, { ref: 'refs/heads/main', from: undefined, to });
    await git.keep(place, to);

    expect([...(await git.refs(place)).keys()]).toEqual(['refs/heads/main', 'refs/tags/v1']);
  });

  it('find where two histories part', async () => {
    const root = await makeCommit(git, place, { parents: [], message: 'First\n' });
    const left = await makeCommit(git, place, { parents: [root], message: 'Left\n' });
    const right = await makeCommit(git, place, { parents: [root], message: 'Right\n' });
    const merge = await makeCommit(git, place, { parents: [left, right], message: 'Both\n' });
    const later = await makeCommit(git, place, { parents: [right], message: 'Later\n' });

    expect(await git.mergeBase(place, left, right)).toBe(root);
    expect(await git.mergeBase(place, merge, later)).toBe(right);
    expect(await git.mergeBase(place, right, later)).toBe(right);
    expect(
      await git.mergeBase(place, right, await makeCommit(git, place, { parents: [], message: 'Stranger\n' })),
    ).toBeUndefined();
  });

  it('keep the repositories of other Regions apart', async () => {
    const elsewhere = { ...place, region: 'us-east-1' };
    await git.create(elsewhere);
    await git.writeObjects(place, [hello]);

    expect(await git.readObject(elsewhere, helloId)).toBeUndefined();
  });

  it('write the files of a commit into a folder', async () => {
    const commitId = await makeCommit(git, place, { parents: [], message: 'First\n' });
    await git.updateRef(place, { ref: 'refs/heads/main', from: undefined, to: commitId });
    const target = await mkdtemp(join(folder, 'out-'));

    await git.checkOut(place, { commitId, folder: target, originUrl: 'http://127.0.0.1/v1/repos/shop' });

    expect(await readFile(join(target, 'bin/run.sh'), 'utf8')).toBe('hello\n');
    expect(await readFile(join(target, 'bin.txt'), 'utf8')).toBe('hello\n');
  });

  it('forget everything when they are removed', async () => {
    await git.writeObjects(place, [hello]);
    await git.remove(place);
    await git.create(place);

    expect(await git.readObject(place, helloId)).toBeUndefined();
  });
});

describe('a repository on disk', () => {
  const git = gitOnDisk(folder);
  const place = { account: '111122223333', region: 'eu-west-1', name: 'packed' };
  const bare = join(folder, 'repositories/111122223333/eu-west-1/packed.git');
  let commitId = '';

  beforeAll(async () => {
    await git.create(place);
    const parent = await makeCommit(git, place, { parents: [], message: 'Earlier\n' });
    commitId = await makeCommit(git, place, { parents: [parent], message: 'First\n' });
    await git.updateRef(place, { ref: 'refs/heads/main', from: undefined, to: commitId });
    execFileSync('git', ['gc', '-q', '--prune=now'], { cwd: bare });
  });

  it('reads objects and refs that git has packed', async () => {
    expect(await git.readObject(place, helloId)).toEqual({ type: 'blob', data: Buffer.from('hello\n') });
    expect(await git.readRef(place, 'refs/heads/main')).toBe(commitId);
  });

  it('is cloned with as much history as was asked for', async () => {
    const target = await mkdtemp(join(folder, 'depth-'));

    await git.checkOut(place, { commitId, folder: target, depth: 1, originUrl: 'http://127.0.0.1/shop' });

    const log = execFileSync('git', ['log', '--format=%s'], { cwd: target, encoding: 'utf8' });
    expect(log).toBe('First\n');
  });
});
