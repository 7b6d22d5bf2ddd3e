import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stateOf } from '../../support/git/bare-repository.ts';
import { git } from '../../support/git/run-git.ts';
import { type BackupWorld, startBackupWorld } from './backup-world.ts';

let world: BackupWorld;
beforeAll(async () => {
  world = await startBackupWorld();
});
afterAll(() => world.close());

const now = { drawbridge: 'back-up', backup: 'ledger' };
const due = { drawbridge: 'due', backup: 'ledger' };

describe('backing up harbor-ledger by the packaged function', () => {
  it('writes a full bundle, then incremental ones, from which the same repository is restored', async () => {
    const ledger = await world.newLedger();
    const [first = ''] = await ledger.commits('refs/heads/trunk', ['one', 'two', 'three']);
    await ledger.commits('refs/heads/feature/a', ['a'], { from: first, file: 'a.txt' });
    await ledger.git(['tag', '-a', '-m', 'The first', 'v1', first]);
    await ledger.git(['tag', 'light', first]);
    await world.setDefaultBranch('harbor-ledger', 'trunk');
    const full = await world.invoke(now);
    const fullState = await stateOf(ledger);
    const between = new Date().toISOString();

    await ledger.commits('refs/heads/trunk', ['four']);
    await ledger.git(['update-ref', '-d', 'refs/heads/feature/a']);
    // A branch of the name that was a folder, a moved tag, a force push.
    await ledger.commits('refs/heads/feature', ['b'], { from: first });
    await ledger.git(['tag', '-f', '-a', '-m', 'Again', 'v1', 'refs/heads/feature']);
    const incremental = await world.invoke(now);
    const unchanged = await world.invoke(now);

    expect(full.reason).toMatch(/^ledger: point 0 of chain \d{8}T\d{6}Z is in the bucket$/);
    expect(incremental.reason).toMatch(/^ledger: point 1 of chain/);
    expect(unchanged).toMatchObject({ reason: 'ledger: nothing changed', effects: [] });
    expect(
      (await world.keys()).map((key) => key.replace(/\d{8}T\d{6}Z/, 'CHAIN').replace(/-\w{8}\./, '-RUN.')),
    ).toEqual([
      'harbor-ledger/ledger/CHAIN/0000-RUN.bundle',
      'harbor-ledger/ledger/CHAIN/0000.json',
      'harbor-ledger/ledger/CHAIN/0001-RUN.bundle',
      'harbor-ledger/ledger/CHAIN/0001.json',
    ]);

    const newest = await world.restore(
      'harbor-ledger',
      '--into',
      'ledger-now',
      '--stack',
      'drawbridge-sandbox',
    );
    const earlier = await world.restore(
      'harbor-ledger',
      '--into',
      'ledger-then',
      '--at',
      between,
      '--bucket',
      world.bucket,
    );

    expect(newest).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ledger-now has all 4 branches and tags of /),
    });
    expect(earlier).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ledger-then has all 4 branches and tags of /),
    });
    expect(await stateOf(await world.onDisk('ledger-now'))).toEqual(await stateOf(ledger));
    expect(await stateOf(await world.onDisk('ledger-then'))).toEqual(fullState);
    expect(fullState.wrong).toBe('');
    expect(await world.defaultBranch('ledger-now')).toBe('trunk');
  });

  it('writes bundles that stock git clones, fetches from and verifies', async () => {
    const keys = (await world.keys()).filter((key) => key.endsWith('.bundle'));
    const folder = await mkdtemp(join(world.folder, 'stock-'));
    for (const [index, key] of keys.entries())
      await writeFile(join(folder, `${index}.bundle`), await world.read(key));

    await git(folder, ['clone', '-q', '0.bundle', 'clone']);
    const clone = join(folder, 'clone');
    const branch = await git(clone, ['symbolic-ref', '--short', 'HEAD']);
    await git(clone, ['bundle', 'verify', '../1.bundle']);
    await git(clone, ['fetch', '-q', '../1.bundle', '+refs/*:refs/restored/*']);

    expect(branch).toBe('trunk');
    expect(await git(clone, ['log', '-1', '--format=%s', 'refs/restored/heads/trunk'])).toBe('four');
    expect(await git(clone, ['fsck', '--full', '--strict', '--no-dangling', '--no-progress'])).toBe('');
  });

  it('restores nothing over a repository that holds something else', async () => {
    await world.create('busy');
    await (await world.onDisk('busy')).commits('refs/heads/main', ['mine']);
    const before = await stateOf(await world.onDisk('busy'));

    const { code, stdout, stderr } = await world.restore(
      'harbor-ledger',
      '--into',
      'busy',
      '--bucket',
      world.bucket,
    );

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('/v1/repos/busy already holds 1 branches and tags; nothing was changed.');
    expect(stderr).toContain('Name a new or an empty repository with `--into`.');
    expect(await stateOf(await world.onDisk('busy'))).toEqual(before);
  });

  it('restores the newest backup on trial, tells it, and leaves no scratch repository behind', async () => {
    const { reason } = await world.invoke(due);

    expect(reason).toBe('ledger: the newest point was restored on trial, and is what it should be');
    expect(world.ownEvents().map(([type]) => type)).toEqual([
      'Backup Made',
      'Backup Made',
      'Backup Verified',
    ]);
    expect(world.ownEvents().at(-1)?.[1]).toMatchObject({
      version: 1,
      backup: 'ledger',
      repository: 'harbor-ledger',
      sequence: 1,
    });
    expect(await world.defaultBranch('drawbridge-verify-ledger')).toBe('RepositoryDoesNotExistException');
  });

  it('needs all that its role grants but what failures need, and was refused nothing', async () => {
    const answer = await fetch(`${world.world.endpoint}/_sandbox/policy-usage`);
    const usage = (await answer.json()) as {
      statements: { role: string; actions: string[]; used: Record<string, unknown> }[];
      refusals: { principal?: string }[];
    };

    const statements = usage.statements.filter(({ role }) => role.includes('BackUpRepositoryRole'));
    const unused = statements.flatMap(({ actions, used }) => actions.filter((action) => !(action in used)));
    expect(unused.toSorted()).toEqual(['s3:AbortMultipartUpload', 'sqs:SendMessage']);
    expect(JSON.stringify(usage.refusals)).not.toContain('BackUpRepositoryRole');
  });
});
