import type { BackupEffect, BackupResult, VerifyChain, WriteBundle } from '../core/backup-effect.ts';
import type { PointSummary } from '../core/backup-record.ts';
import { type ControllerError, isControllerError, sentenceOf } from '../core/error.ts';
import type { OwnEvents } from '../core/own-event.ts';

export interface BackupPorts {
  /** Gives the point that the place holds afterwards. */
  write(bundle: WriteBundle): Promise<PointSummary>;
  /** Gives why the chain cannot be restored as it was; nothing when it can. */
  verify(chain: VerifyChain): Promise<string | undefined>;
  readonly events: OwnEvents;
}

/**
 * Does one effect of a backup. A failure that the controller knows comes back as a result, so that it is told,
 * recorded and tried again at its own pace; anything else is thrown.
 */
export async function applyBackup(ports: BackupPorts, effect: BackupEffect): Promise<BackupResult> {
  try {
    return await apply(ports, effect);
  } catch (error) {
    if (!isControllerError(error) || error.class === 'defect') throw error;
    return failureOf(effect, error);
  }
}

async function apply(ports: BackupPorts, effect: BackupEffect): Promise<BackupResult> {
  switch (effect.kind) {
    case 'write-bundle': {
      const point = await ports.write(effect);
      const at = effect.takenAt;
      if (point.digest === effect.digest) return { kind: 'bundle-written', at, point };
      const problem =
        'Another run wrote this point of the chain first, with another state of the repository.';
      return { kind: 'backup-failed', at, problem };
    }
    case 'verify-chain': {
      const problem = await ports.verify(effect);
      const { chain, sequence, at } = effect;
      const verified = { chain, sequence, at, ...(problem !== undefined && { problem }) };
      return { kind: 'chain-verified', verified };
    }
    case 'put-events':
      await ports.events.put(effect.events);
      return { kind: 'events-put' };
  }
}

function failureOf(effect: BackupEffect, error: ControllerError): BackupResult {
  const problem = sentenceOf(error);
  switch (effect.kind) {
    case 'write-bundle':
      return { kind: 'backup-failed', at: effect.takenAt, problem };
    case 'verify-chain':
      return { kind: 'not-verified', at: effect.at, problem };
    case 'put-events':
      return { kind: 'events-failed', at: effect.at, problem };
  }
}
