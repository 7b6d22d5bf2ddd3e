import { isControllerError } from '../../shared/core/error.ts';
import type { Measurement } from '../../shared/core/measurement.ts';
import type { OwnEvents } from '../../shared/core/own-event.ts';
import type { System } from '../../shared/core/ports.ts';
import type { ReplicaKey, ReplicaRecord } from '../../shared/core/replica-record.ts';
import type { Replica, ReplicationEffect, ReplicationRunner } from '../../shared/core/replication.ts';
import type { Records } from '../../shared/core/stored.ts';
import { minute } from '../../shared/core/time.ts';
import { applyReplication } from '../../shared/effects/replicate.ts';
import type { Call } from '../../shared/runtime/event-handler.ts';
import { type Outcome, reconcile } from '../../shared/runtime/reconcile.ts';
import { decide } from './decide.ts';
import type { ReplicationRequest } from './event.ts';
import { learn } from './learn.ts';
import { measure } from './measure.ts';
import { type Observed, observer, type ReplicationSettings } from './observe.ts';

/** Longer than the time-out in function.yml: a run that left an older intent behind is dead. */
const intentSettlesAfterMs = 16 * minute;

/** While pushes keep coming, a run goes on for so many times three rounds, and then leaves it to the next event. */
const mostRepeats = 10;

export interface ReplicatePorts<Settings extends ReplicationSettings> {
  readonly system: System;
  /** The replications from this Region. */
  readonly all: readonly Settings[];
  readonly records: Records<ReplicaKey, ReplicaRecord>;
  readonly events: OwnEvents;
  readonly place: Observed['place'];
  readonly runner: ReplicationRunner;
  replicaOf(settings: Settings): Replica;
}

type Result = Outcome<ReplicationEffect> & { readonly measurements: readonly Measurement[] };

/**
 * Brings every replica of the repository up to date, each on its own: what one cannot do keeps no other waiting.
 * Fails when a record could not be read or written; everything else is in the records.
 */
export async function replicate<Settings extends ReplicationSettings>(
  ports: ReplicatePorts<Settings>,
  request: ReplicationRequest,
  call: Call,
): Promise<Result> {
  const { repository } = request;
  // A replica that has left the configuration may still be due, and is put to rest.
  const regions =
    request.region === undefined
      ? ports.all.filter((one) => one.repository === repository).map(({ to }) => to)
      : [request.region];
  // A repeat of the same invocation takes over what the one that died had announced.
  const runId = call.requestId ?? ports.system.newRunId();
  const results = await Promise.allSettled(
    regions.map((region) => bringUpToDate(ports, request, { key: { repository, region }, runId })),
  );
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} replicas of ${repository}`);
  const done = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return {
    reason:
      done.length === 0
        ? `${repository} has no replica kept from here`
        : done.map(({ reason }) => reason).join('; '),
    effects: done.flatMap(({ effects }) => effects),
    measurements: done.flatMap(({ measurements }) => measurements),
  };
}

async function bringUpToDate<Settings extends ReplicationSettings>(
  ports: ReplicatePorts<Settings>,
  { change }: ReplicationRequest,
  { key, runId }: { readonly key: ReplicaKey; readonly runId: string },
): Promise<Result> {
  const { system, records, runner, events, place } = ports;
  const settings = ports.all.find((one) => one.repository === key.repository && one.to === key.region);
  const seen: { before?: ReplicaRecord | undefined; record?: ReplicaRecord | undefined } = {};
  const replica = settings && ports.replicaOf(settings);
  const flow = {
    clock: system.clock,
    newRunId: () => runId,
    intentSettlesAfterMs,
    records,
    observe: observer({ settings, change, runId, place }),
    decide(observed: Observed, now: number) {
      const decision = decide(observed, now);
      seen.before ??= observed.before;
      seen.record = decision.record ?? seen.record;
      return decision;
    },
    apply(effect: ReplicationEffect) {
      if (replica === undefined)
        throw new Error('an effect was decided for a replica that is not configured');
      return applyReplication({ replica, runner, events, clock: system.clock }, effect);
    },
    learn,
  };
  const outcome = await untilQuiet(() => reconcile(flow, key));
  const { before, record } = seen;
  const isMeasured = record !== undefined && outcome.effects.length > 0;
  return {
    ...outcome,
    measurements: isMeasured ? [measure(record, { before, now: system.clock.now() })] : [],
  };
}

/** Others that push all the time must not make a run give up: what it has done is kept, and it looks again. */
async function untilQuiet<Done>(run: () => Promise<Done>): Promise<Done> {
  for (let repeat = 1; ; repeat += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isControllerError(error, 'version-conflict') || repeat >= mostRepeats) throw error;
    }
  }
}
