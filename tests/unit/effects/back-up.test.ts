import { describe, expect, it } from 'vitest';
import type { BackupEffect } from '../../../shared/core/backup-effect.ts';
import { ControllerError } from '../../../shared/core/error.ts';
import { applyBackup, type BackupPorts } from '../../../shared/effects/back-up.ts';
import { now, one, point } from '../backup/a-backup.ts';

const write: BackupEffect = {
  kind: 'write-bundle',
  backup: 'nightly',
  repository: 'shop',
  chain: point.chain,
  sequence: 3,
  takenAt: now,
  refs: new Map([['refs/heads/main', one]]),
  haves: [],
  wants: [one],
  digest: 'before',
};
const verify: BackupEffect = {
  kind: 'verify-chain',
  backup: 'nightly',
  repository: 'shop',
  chain: point.chain,
  sequence: 3,
  at: now,
};
const put: BackupEffect = { kind: 'put-events', events: [], at: now };

/** Ports of which everything succeeds, or fails alike. */
function ports(failure?: unknown, more: Partial<BackupPorts> = {}): BackupPorts {
  const orFail = <Value>(value: Value) =>
    failure === undefined ? Promise.resolve(value) : Promise.reject(failure);
  return {
    write: () => orFail(point),
    verify: () => orFail(undefined),
    events: { put: () => orFail(undefined) },
    ...more,
  };
}

describe('applyBackup', () => {
  it.each([
    [write, { kind: 'bundle-written', at: now, point }],
    [verify, { kind: 'chain-verified', verified: { chain: point.chain, sequence: 3, at: now } }],
    [put, { kind: 'events-put' }],
  ] as const)('tells what became of $kind', async (effect, result) => {
    expect(await applyBackup(ports(), effect)).toEqual(result);
  });

  it('tells why a chain cannot be restored', async () => {
    const damaged = ports(undefined, { verify: () => Promise.resolve('A bundle is gone.') });

    expect(await applyBackup(damaged, verify)).toEqual({
      kind: 'chain-verified',
      verified: { chain: point.chain, sequence: 3, at: now, problem: 'A bundle is gone.' },
    });
  });

  it('tells that another run was faster with another state', async () => {
    const other = ports(undefined, { write: () => Promise.resolve({ ...point, digest: 'another' }) });

    expect(await applyBackup(other, write)).toEqual({
      kind: 'backup-failed',
      at: now,
      problem: 'Another run wrote this point of the chain first, with another state of the repository.',
    });
  });

  const refused = new ControllerError('access-denied', 'S3 PutObject on ours failed: Access Denied.');
  const problem = `S3 PutObject on ours failed: Access Denied. ${refused.remedy}`;
  it.each([
    [write, { kind: 'backup-failed', at: now, problem }],
    [verify, { kind: 'not-verified', at: now, problem }],
    [put, { kind: 'events-failed', at: now, problem }],
  ] as const)(
    'records a failure of $kind with what to do about it, and does not throw',
    async (effect, result) => {
      expect(await applyBackup(ports(refused), effect)).toEqual(result);
    },
  );

  it.each([
    ['a defect of ours', new ControllerError('environment-incomplete', 'A variable is missing.')],
    ['what nobody foresaw', new TypeError('x is not a function')],
  ])('throws %s', async (_what, failure) => {
    for (const effect of [write, verify, put])
      await expect(applyBackup(ports(failure), effect)).rejects.toBe(failure);
  });
});
