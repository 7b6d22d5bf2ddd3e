import type { BackupEffect } from '../../shared/core/backup-effect.ts';
import type { BackupRecord } from '../../shared/core/backup-record.ts';
import type { Measurement } from '../../shared/core/measurement.ts';
import type { System } from '../../shared/core/ports.ts';
import type { Records } from '../../shared/core/stored.ts';
import { type Instant, minute } from '../../shared/core/time.ts';
import { applyBackup, type BackupPorts } from '../../shared/effects/back-up.ts';
import type { Call } from '../../shared/runtime/event-handler.ts';
import { type Outcome, reconcile } from '../../shared/runtime/reconcile.ts';
import { decide } from './decide.ts';
import type { BackupRequest } from './event.ts';
import { learn } from './learn.ts';
import { measure } from './measure.ts';
import { type Observed, type ObservePorts, observe } from './observe.ts';

/** Longer than the time-out in function.yml: a run that left an older intent behind is dead. */
const intentSettlesAfterMs = 16 * minute;

export interface BackUpPorts extends ObservePorts, BackupPorts {
  readonly system: System;
  readonly records: Records<BackupRequest, BackupRecord>;
}

/** Looks after one backup, and measures it as it is afterwards. */
export async function backUp(
  ports: BackUpPorts,
  request: BackupRequest,
  call: Call,
): Promise<Outcome<BackupEffect> & { readonly measurements: readonly Measurement[] }> {
  const { system, records } = ports;
  const seen: { last?: Measurement } = {};
  const flow = {
    clock: system.clock,
    // A repeat of the same invocation takes over what the one that died had announced.
    newRunId: () => call.requestId ?? system.newRunId(),
    intentSettlesAfterMs,
    records,
    observe: observe.bind(undefined, ports),
    decide(observed: Observed, now: Instant) {
      const decision = decide(observed, now);
      if (decision.record) seen.last = measure(decision.record, now);
      return decision;
    },
    apply: applyBackup.bind(undefined, ports),
    learn,
  };
  const outcome = await reconcile(flow, request);
  return { ...outcome, measurements: seen.last ? [seen.last] : [] };
}
