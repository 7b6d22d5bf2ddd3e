import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackupWorld, startBackupWorld } from './backup-world.ts';

let world: BackupWorld;
beforeAll(async () => {
  world = await startBackupWorld();
});
afterAll(() => world.close());

const now = { drawbridge: 'back-up', backup: 'ledger' };
const due = { drawbridge: 'due', backup: 'ledger' };

describe('a backup that something is wrong with', () => {
  it('tells once that the repository does not exist, and makes no bundle', async () => {
    const first = await world.invoke(now);
    const second = await world.invoke(now);

    expect(first.reason).toBe('ledger: Repository harbor-ledger does not exist in us-east-1.');
    expect(second.reason).toBe(first.reason);
    expect(await world.keys()).toEqual([]);
    expect(world.ownEvents()).toEqual([
      [
        'Backup Failed',
        {
          version: 1,
          backup: 'ledger',
          repository: 'harbor-ledger',
          problem: 'Repository harbor-ledger does not exist in us-east-1.',
        },
      ],
    ]);
  });

  it('has no bundle of an empty repository', async () => {
    await world.newLedger();

    const { reason } = await world.invoke(now);

    expect(reason).toBe('ledger: the repository is empty');
    expect(await world.keys()).toEqual([]);
  });

  it('is found damaged when a bundle changed, and a new chain is begun', async () => {
    const ledger = await world.newLedger();
    await ledger.commits('refs/heads/main', ['one', 'two']);
    await world.setDefaultBranch('harbor-ledger', 'main');
    await world.invoke(now);
    const [bundle = ''] = (await world.keys()).filter((key) => key.endsWith('.bundle'));
    const bytes = await world.read(bundle);
    bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
    await world.write(bundle, bytes);

    const verified = await world.invoke(due);
    const restored = await world.restore('harbor-ledger', '--into', 'copy', '--bucket', world.bucket);
    const next = await world.invoke(due);

    const problem = `The bundle ${bundle} is not as it was written: its SHA-256 differs.`;
    expect(verified.reason).toBe(`ledger: ${problem}`);
    expect(world.ownEvents().map(([type]) => type)).toEqual([
      'Backup Failed',
      'Backup Made',
      'Backup Damaged',
      'Backup Made',
    ]);
    expect(world.ownEvents()[2]?.[1]).toMatchObject({ backup: 'ledger', problem });
    expect(restored).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(problem) });
    expect((await (await world.onDisk('copy')).git(['for-each-ref'])).length).toBe(0);
    expect(next.reason).toMatch(/^ledger: point 0 of chain/);
    expect((await world.keys()).filter((key) => key.endsWith('0000.json')).length).toBe(2);
  });

  it('cannot be restored from before it was made, or of another repository, and says so', async () => {
    const early = await world.restore('harbor-ledger', '--at', '2020-01-01', '--bucket', world.bucket);
    const other = await world.restore('other', '--bucket', world.bucket);
    const stack = await world.restore('harbor-ledger', '--stack', 'nowhere');

    expect(early.code).toBe(1);
    expect(early.stderr).toMatch(
      /holds no backup of harbor-ledger at or before 2020-01-01T23:59:59\.999Z; the oldest is of 20\d\d-.*Z\.\n$/,
    );
    expect(other.stderr).toBe(`Bucket ${world.bucket} holds no backup of other.\n`);
    expect(stack.stderr).toMatch(
      /^The bucket could not be found by stack nowhere in us-east-1: .*Name it with --bucket/,
    );
  });
});
