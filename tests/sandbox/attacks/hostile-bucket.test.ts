import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refsDigest } from '../../../shared/git/refs/refs-digest.ts';
import type { BareRepository } from '../../support/git/bare-repository.ts';
import { type BackupWorld, startBackupWorld } from '../backup/backup-world.ts';

// Somebody who can write the bucket of backups and nothing else: what they put there must never come back as a repository
// that somebody had backed up. `restore` is the command as it is given; the backup is the packaged function's.

let world: BackupWorld;
let ledger: BareRepository;
beforeAll(async () => {
  world = await startBackupWorld();
});
afterAll(() => world.close());

const backUp = { drawbridge: 'back-up', backup: 'ledger' };
let copies = 0;

beforeEach(async () => {
  ledger = await world.newLedger();
  await ledger.commits('refs/heads/main', ['one', 'two']);
  await world.invoke(backUp);
});

/** The newest record that is ours, and the bundle that it names. */
async function newest(): Promise<{
  key: string;
  record: Record<string, unknown> & { bundle: { key: string } };
}> {
  const key = (await world.keys()).filter((name) => /\/20.*\.json$/.test(name)).at(-1) ?? '';
  return { key, record: JSON.parse((await world.read(key)).toString()) as never };
}

/** Restores from the bucket, with the table of the stack asked unless told otherwise. */
async function restore(...more: string[]) {
  copies += 1;
  const into = `copy-${copies}`;
  const asked = more.includes('--stack') ? [] : ['--stack', 'drawbridge-sandbox'];
  const { code, stdout, stderr } = await world.restore(
    'harbor-ledger',
    '--into',
    into,
    '--bucket',
    world.bucket,
    ...asked,
    ...more,
  );
  const refs = await world.onDisk(into).then(
    async (copy) =>
      (await copy.git(['for-each-ref', '--format=%(refname)'])).split('\n').filter((ref) => ref !== ''),
    () => [],
  );
  return { code, stdout, stderr, refs };
}

const write = (key: string, record: object) => world.write(key, Buffer.from(JSON.stringify(record)));

describe('who can write the bucket of backups', () => {
  it('is told of nothing when nothing was touched: the table knows every record', async () => {
    const { code, stderr, refs } = await restore();

    expect({ code, refs }).toEqual({ code: 0, refs: ['refs/heads/main'] });
    expect(stderr).not.toContain('not compared');
  });

  it('cannot put the record of another repository, backup, chain or place there', async () => {
    const { key, record } = await newest();

    for (const other of [
      { repository: 'payroll' },
      { backup: 'other' },
      { chain: '20200101T000000Z' },
      { sequence: 7 },
    ]) {
      await write(key, { ...record, ...other });
      // Refused by what the record says, also where no table is asked.
      const found = await restore('--trust-bucket');

      expect(found).toMatchObject({ code: 1, stdout: '', refs: [] });
      expect(found.stderr).toContain(`${key} in the bucket is the record of `);
    }
  });

  it('cannot have a bundle of another place restored', async () => {
    const { key, record } = await newest();
    const bundle = { ...record.bundle, key: `payroll/${record.bundle.key}` };
    await world.write(bundle.key, await world.read(record.bundle.key));
    await write(key, { ...record, bundle });

    const found = await restore('--trust-bucket');

    expect(found).toMatchObject({ code: 1, refs: [] });
    expect(found.stderr).toContain(`${key} in the bucket names a bundle of another place, ${bundle.key}.`);
  });

  it('cannot name refs that no repository may be given, or delete one', async () => {
    const { key, record } = await newest();
    const [tip = ''] = Object.values(record['refs'] as object) as string[];

    for (const ref of [
      'refs/heads/../../hooks/post-update',
      'refs/heads/x\n',
      'HEAD',
      'refs/replace/x',
      `refs/heads/${'y'.repeat(4_000)}`,
    ]) {
      const refs = { 'refs/heads/main': tip, [ref]: tip };
      await write(key, { ...record, refs, digest: refsDigest(new Map(Object.entries(refs))) });

      expect(await restore('--trust-bucket')).toMatchObject({ code: 1, stdout: '', refs: [] });
    }
  });

  it('cannot change a record, or forge a whole backup, that the table does not know', async () => {
    const { key, record } = await newest();
    // A commit that was never pushed to harbor-ledger, in a bundle of its own, and a record that fits it in all it says.
    await world.create(`evil-${copies}`);
    const evil = await world.onDisk(`evil-${copies}`);
    const [tip = ''] = await evil.commits('refs/heads/main', ['a way in']);
    await evil.git(['bundle', 'create', '-q', `${world.folder}/evil.bundle`, 'refs/heads/main']);
    const bytes = await readFile(`${world.folder}/evil.bundle`);
    const refs = { 'refs/heads/main': tip };
    const forged = (chain: string, prefix: string) => ({
      ...record,
      chain,
      takenAt: new Date(Date.parse(String(record['takenAt'])) + 1).toISOString(),
      refs,
      digest: refsDigest(new Map(Object.entries(refs))),
      bundle: {
        key: `${prefix}0000-evil.bundle`,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        objects: 3,
      },
    });
    const places = [String(record['chain']), '29990101T000000Z'];

    for (const chain of places) {
      const prefix = `harbor-ledger/ledger/${chain}/`;
      const place = chain === record['chain'] ? key : `${prefix}0000.json`;
      const before = chain === record['chain'] ? await world.read(key) : undefined;
      await world.write(`${prefix}0000-evil.bundle`, bytes);
      await write(place, forged(chain, prefix));

      const found = await restore();
      if (before) await world.write(place, before);

      expect(found).toMatchObject({ code: 1, stdout: '', refs: [] });
      expect(found.stderr).toContain(
        `${place} in bucket ${world.bucket} was not written by Drawbridge, or was changed since: the table knows no record of this place with its SHA-256.`,
      );
      expect(found.stderr).toContain('--at');
    }
    // What was there before can still be had, by its time.
    expect(await restore('--at', new Date().toISOString())).toMatchObject({
      code: 0,
      refs: ['refs/heads/main'],
    });
  });

  it('is told of when the table is lost as well, and when nobody may ask it', async () => {
    const gone = await restore('--stack', 'nowhere');
    const unknown = await restore('--table', 'another-table');
    const asked = await restore('--trust-bucket');

    for (const found of [gone, unknown, asked]) {
      expect(found).toMatchObject({ code: 0, refs: ['refs/heads/main'] });
      expect(found.stderr).toContain(
        'Whether the bucket holds what was once written was not compared with the table, because ',
      );
    }
    expect(gone.stderr).toContain('there is no table to ask: Stack with id nowhere does not exist');
    expect(unknown.stderr).toContain('table another-table could not be asked');
    expect(asked.stderr).toContain('that was asked for with --trust-bucket');
  });

  it('cannot have the next backup built on what they wrote, or be the newest for ever', async () => {
    const { key, record } = await newest();
    const forged = { ...record, chain: '29990101T000000Z', takenAt: '2998-01-01T00:00:00.000Z' };
    await write('harbor-ledger/ledger/29990101T000000Z/0000.json', forged);
    await write(key, { ...record, defaultBranch: 'nightly' });
    await ledger.commits('refs/heads/main', ['three'], {
      from: (await ledger.git(['rev-parse', 'main'])).trim(),
    });

    const { reason } = await world.invoke(backUp);

    expect(reason).toMatch(/^ledger: point 0 of chain 20\d\d\d\d\d\dT\d{6}Z is in the bucket$/);
    expect(await restore('--at', new Date().toISOString())).toMatchObject({
      code: 0,
      refs: ['refs/heads/main'],
    });
  });
});
