import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BareRepository } from '../../support/git/bare-repository.ts';
import { bareRepository } from '../../support/git/bare-repository.ts';
import { type GitServer, startGitServer } from '../../support/git/git-server.ts';
import { runScript } from '../../support/run-script.ts';
import { type BackupWorld, startBackupWorld } from '../backup/backup-world.ts';

// Branches whose names are longer than CodeCommit's own calls take, longer than any key of a record, or longer in one part
// than a file's name may be. A server that does not keep refs as files has them; packed-refs holds them here.

const long = {
  1100: `refs/heads/${'deep/'.repeat(219)}wreck`,
  255: `refs/heads/${'w'.repeat(255)}`,
  4000: `refs/tags/${'d/'.repeat(1_990)}end`,
};
const shown = (ref: string): string => `"${ref.slice(0, 120)}…"`;

let world: BackupWorld;
let server: GitServer;
beforeAll(async () => {
  world = await startBackupWorld();
  server = await startGitServer(world.folder);
});
afterAll(async () => {
  await server.close();
  await world.close();
});

let ledger: BareRepository;
let tip: string;
beforeEach(async () => {
  ledger = await world.newLedger();
  [tip = ''] = await ledger.commits('refs/heads/main', ['one']);
});

async function withNames(repository: BareRepository, refs: readonly string[]): Promise<void> {
  const at = (await repository.git(['rev-parse', 'refs/heads/main'])).trim();
  await repository.git(['pack-refs', '--all']);
  await appendFile(join(repository.path, 'packed-refs'), refs.map((ref) => `${at} ${ref}\n`).join(''));
}

describe('branches and tags with very long names', () => {
  it('end a restore with a sentence, after all others were restored', async () => {
    await withNames(ledger, [long[1100]]);
    await world.invoke({ drawbridge: 'back-up', backup: 'ledger' });

    const { code, stdout, stderr } = await world.restore(
      'harbor-ledger',
      '--into',
      'copy-2',
      '--bucket',
      world.bucket,
    );

    expect(code).toBe(1);
    expect(stderr).toContain(
      'The backup is not all of harbor-ledger: 1 branches and tags were left out of it when it was made: ',
    );
    expect(stdout).toMatch(/^copy-2 has all 1 branches and tags of /);
  });

  it('are left out of a backup, which says so, and so does what is restored from it', async () => {
    await withNames(ledger, [long[1100], long[4000], long[255]]);

    const { reason } = await world.invoke({ drawbridge: 'back-up', backup: 'ledger' });
    const restored = await world.restore(
      'harbor-ledger',
      '--into',
      'copy',
      '--bucket',
      world.bucket,
      '--json',
    );

    const problem = `${shown(long[1100])} has a name of 1111 bytes, and 1024 are the most`;
    expect(reason).toContain(`without 2 refs: ${problem}`);
    expect(world.ownEvents().at(-1)).toMatchObject([
      'Backup Made',
      { refs: 2, leftOut: { count: 2, first: problem } },
    ]);
    expect(restored.code).toBe(1);
    // One of 255 bytes is in the backup, and is for the server to take.
    expect(restored.stderr).toContain('did not take what was restored');
  });

  it('are told by a migration and by a replication, and stop none of the others', async () => {
    const source = await bareRepository(join(world.folder, 'old'), { create: true });
    await source.commits('refs/heads/main', ['one']);
    await source.commits('refs/heads/zebra', ['two']);
    await withNames(source, Object.values(long));
    await bareRepository(join(world.folder, 'replica'), { create: true });
    const options = { endpoint: world.world.endpoint };

    const migrated = await runScript('scripts/migrate.ts', [server.url('old'), 'moved', '--json'], options);
    const replicated = await runScript(
      'scripts/replicate.ts',
      [server.url('old'), server.url('replica')],
      options,
    );

    for (const { stdout, stderr, code } of [migrated, replicated]) {
      expect(code).toBe(1);
      for (const ref of [long[1100], long[4000]]) expect(stdout).toContain(shown(ref).slice(1, -1));
      expect(stdout).toContain('has a name of 1111 bytes, and 1024 are the most');
      expect(stdout).toContain('w'.repeat(255));
      expect(`${stdout}${stderr}`).not.toContain('    at ');
    }
    for (const replica of [
      await world.onDisk('moved'),
      await bareRepository(join(world.folder, 'replica'), { create: false }),
    ])
      expect(await replica.git(['for-each-ref', '--format=%(refname)'])).toBe(
        'refs/heads/main\nrefs/heads/zebra',
      );
    expect(tip).toMatch(/^[0-9a-f]{40}$/);
  });
});
