import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetRepositoryCommand } from '@aws-sdk/client-codecommit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aGitWorld, commitFile, type GitWorld, refEvents, tipOf } from './a-git-world.ts';

/** References of one push are told in no order that is promised. */
const byName = (one: readonly unknown[], other: readonly unknown[]) =>
  String(one).localeCompare(String(other));

let at: GitWorld;
let name = '';

beforeAll(async () => {
  at = await aGitWorld();
});
afterAll(() => at.close());
beforeEach(async () => {
  name = await at.repository();
});

describe('a push', () => {
  it('of the first branch makes it the default one, and a clone gets it', async () => {
    const clone = await at.clone(name);
    const tip = await tipOf(at.git, clone);

    const pushed = await at.git(clone, ['push', 'origin', 'main']);

    const other = join(at.folder, `${name}-other`);
    const cloned = await at.git(at.folder, ['clone', '-q', at.url(name), other]);
    const log = await at.git(other, ['log', '--format=%H %s', 'main']);
    const { repositoryMetadata } = await at.client().send(new GetRepositoryCommand({ repositoryName: name }));
    expect(pushed.stderr).toContain('[new branch]      main -> main');
    expect(cloned).toMatchObject({ code: 0 });
    expect(log.stdout).toBe(`${tip} one\n`);
    expect(repositoryMetadata?.defaultBranch).toBe('main');
    expect(refEvents(at.world, name)).toEqual([['referenceCreated', 'refs/heads/main', undefined, tip]]);
  });

  it('tells of each reference: moved, forced, created, deleted', async () => {
    const clone = await at.clone(name);
    const first = await tipOf(at.git, clone);
    await at.git(clone, ['push', '-q', 'origin', 'main', 'main:feature']);
    const second = await commitFile(at.git, clone, 'two');
    await at.git(clone, ['tag', '-a', 'v1', '-m', 'v1']);
    const tag = await tipOf(at.git, clone, 'v1');
    await at.git(clone, ['push', '-q', 'origin', 'main', 'v1']);
    await at.git(clone, ['commit', '-q', '--amend', '-m', 'three']);
    const third = await tipOf(at.git, clone);
    const refused = await at.git(clone, ['push', '-q', 'origin', 'main']);
    await at.git(clone, ['push', '-q', '--force', 'origin', 'main', ':feature']);

    expect(refused.stderr).toContain('[rejected]');
    expect(refEvents(at.world, name).slice(0, 2).toSorted(byName)).toEqual([
      ['referenceCreated', 'refs/heads/feature', undefined, first],
      ['referenceCreated', 'refs/heads/main', undefined, first],
    ]);
    expect(refEvents(at.world, name).slice(2, 4).toSorted(byName)).toEqual([
      ['referenceCreated', 'refs/tags/v1', undefined, tag],
      ['referenceUpdated', 'refs/heads/main', first, second],
    ]);
    expect(refEvents(at.world, name).slice(4).toSorted(byName)).toEqual([
      ['referenceDeleted', 'refs/heads/feature', first, undefined],
      ['referenceUpdated', 'refs/heads/main', second, third],
    ]);
  });

  it('cannot delete the default branch', async () => {
    const clone = await at.clone(name);
    await at.git(clone, ['push', '-q', 'origin', 'main']);

    const deleted = await at.git(clone, ['push', 'origin', ':main']);

    expect(deleted.code).toBe(1);
    expect(deleted.stderr).toContain('[remote rejected] main');
    expect(refEvents(at.world, name)).toHaveLength(1);
  });

  it('that is large comes in chunks and is kept', async () => {
    const clone = await at.clone(name);
    // Incompressible, so that git sends more than its buffer of 1 MiB.
    const blocks = Array.from({ length: 48_000 }, (_, index) =>
      createHash('sha512').update(String(index)).digest(),
    );
    await writeFile(join(clone, 'noise.bin'), Buffer.concat(blocks));
    await commitFile(at.git, clone, 'noise');

    const pushed = await at.git(clone, ['push', '-q', 'origin', 'main']);

    expect(pushed).toMatchObject({ code: 0 });
    expect(refEvents(at.world, name)).toHaveLength(1);
  });
});
