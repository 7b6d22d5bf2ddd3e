import { describe, expect, it } from 'vitest';
import { ControllerError } from '../../../shared/core/error.ts';
import type { OwnEvent } from '../../../shared/core/own-event.ts';
import type { ReplicationEffect } from '../../../shared/core/replication.ts';
import { applyReplication, type ReplicationPorts } from '../../../shared/effects/replicate.ts';
import { noon } from '../../support/builders.ts';

const events: OwnEvent[] = [{ detailType: 'Replica Verified', resources: [], detail: { version: 1 } }];
const put: ReplicationEffect = { kind: 'put-events', events };
const sync: ReplicationEffect = { kind: 'sync-refs', missingSince: {}, quarantined: {} };
const others: readonly ReplicationEffect[] = [
  { kind: 'push-update', ref: 'refs/heads/main', old: 'b', new: 'a', onlyFastForward: false },
  sync,
  { kind: 'create-replica' },
  { kind: 'set-default-branch', ref: 'refs/heads/main' },
  { kind: 'start-build', replication: 'to-london', token: 't' },
  { kind: 'look-at-build', buildId: 'b1' },
];

/** Ports of which everything fails alike, unless it is given. */
function portsThatFail(
  failure: unknown,
  replica: Partial<ReplicationPorts['replica']> = {},
): ReplicationPorts {
  const fail = () => Promise.reject(failure);
  return {
    replica: { pushUpdate: fail, sync: fail, create: fail, setDefaultBranch: fail, ...replica },
    runner: { start: fail, look: fail },
    events: { put: fail },
    clock: { now: () => noon },
  };
}

describe('applyReplication', () => {
  const refused = new ControllerError('access-denied', 'CodeCommit GitPush failed: No.');
  const reason = `CodeCommit GitPush failed: No. ${refused.remedy}`;

  it.each(others)('writes down why $kind failed, with what to do about it', async (effect) => {
    expect(await applyReplication(portsThatFail(refused), effect)).toEqual({
      kind: 'failed',
      at: noon,
      reason,
    });
  });

  it('keeps events that could not be told', async () => {
    expect(await applyReplication(portsThatFail(refused), put)).toEqual({
      kind: 'events-kept',
      events,
      reason,
    });
  });

  it('tells a replica that does not exist apart from one that fails', async () => {
    const ports = portsThatFail(refused, { sync: async () => 'replica-missing' });

    expect(await applyReplication(ports, sync)).toEqual({ kind: 'replica-missing' });
  });

  it.each([
    ['a defect of ours', new ControllerError('environment-incomplete', 'A variable is missing.')],
    ['what nobody foresaw', new TypeError('x is not a function')],
  ])('throws %s', async (_what, failure) => {
    for (const effect of [put, ...others])
      await expect(applyReplication(portsThatFail(failure), effect)).rejects.toBe(failure);
  });
});
