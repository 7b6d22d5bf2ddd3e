import { digestOf } from '../../shared/core/digest.ts';
import type { Failure, ReplicaRecord, TakeOver } from '../../shared/core/replica-record.ts';
import type { BuildSeen, ReplicationEffect } from '../../shared/core/replication.ts';
import { hour, type Instant, minute } from '../../shared/core/time.ts';
import { refsPerPush } from './sync-order.ts';

/** How often a build that has taken over is looked at. */
const looksEveryMs = 10 * minute;

/** The longest wait between two builds: a person may have mended by hand what they failed at. */
const longestPauseMs = 6 * hour;

/**
 * A run that died counts as an attempt that failed: what it was doing may have been too large. When it was pushing
 * one ref at a time, no smaller step is left, and a build takes over.
 */
export function withDeadRun(known: ReplicaRecord, now: Instant): ReplicaRecord {
  const { turn, ...record } = known;
  // Nothing large is done about a build; it is started or looked at once more.
  if (turn === undefined || turn.step === 'start-build' || turn.step === 'look-at-build') return record;
  const { attempts = 0, since = now } = known.failure ?? {};
  const isAtItsSmallest = turn.step === 'sync-refs' && refsPerPush(known) === 1;
  return {
    ...record,
    failure: {
      attempts: attempts + 1,
      since,
      at: now,
      reason: 'A run ended before it was done; what it was pushing may be too large for one run.',
      ...(isAtItsSmallest && { takeOver: { from: now, builds: 0 } }),
    },
  };
}

/** Why an event or due work changes nothing yet: a build is under way, or the next one may not begin so soon. */
export function waitsForBuild(
  { handedOver, failure, repository, region }: ReplicaRecord,
  { isEvent, now }: { readonly isEvent: boolean; readonly now: Instant },
): { readonly reason: string; readonly until: Instant } | undefined {
  const until = handedOver ? handedOver.lookedAt + looksEveryMs : failure?.takeOver?.from;
  if (until === undefined || now >= until || (handedOver && !isEvent)) return undefined;
  const of = `the replica of ${repository} in ${region}`;
  return handedOver
    ? { until, reason: `${of} is being brought up to date by the build ${handedOver.buildId}` }
    : { until, reason: `${of} waits for its next build: ${failure?.reason}` };
}

/** What is done about a build now, when one has taken over or has to. */
export function buildStep({
  handedOver,
  failure,
}: ReplicaRecord): 'start-build' | 'look-at-build' | undefined {
  if (handedOver !== undefined) return 'look-at-build';
  return failure?.takeOver === undefined ? undefined : 'start-build';
}

/** When a replica that a build works on, or is to work on, is looked at again. */
export function nextLookAtBuild({ handedOver, failure }: ReplicaRecord): Instant | undefined {
  return handedOver ? handedOver.lookedAt + looksEveryMs : failure?.takeOver?.from;
}

/** The effect of a step that is about a build. */
export function buildEffect(step: string, record: ReplicaRecord): ReplicationEffect | undefined {
  const { name, handedOver } = record;
  if (step === 'look-at-build' && handedOver) return { kind: 'look-at-build', buildId: handedOver.buildId };
  return step === 'start-build'
    ? { kind: 'start-build', replication: name, token: tokenOf(record) }
    : undefined;
}

/** The same for the same refs that are wanted, so that a repeated start gives the same build. */
function tokenOf({ name, region, digests, pendingSince, failure }: ReplicaRecord): string {
  const wanted = [region, digests?.source, pendingSince, failure?.since, failure?.takeOver?.builds];
  return `${name}-${digestOf(JSON.stringify(wanted))}`;
}

/** The record once it is known where the build stands: under way, done, or failed and started again after a pause. */
export function withBuildSeen(
  record: ReplicaRecord,
  seen: BuildSeen & { readonly at: Instant },
): ReplicaRecord {
  const { handedOver, failure, ...rest } = record;
  if (seen.state === 'under-way')
    return handedOver ? { ...record, handedOver: { ...handedOver, lookedAt: seen.at } } : record;
  const known = failure ?? { attempts: 0, since: seen.at, at: seen.at, reason: '' };
  // The function looks at both sides itself, and what it finds decides.
  if (seen.state === 'succeeded') return failure ? { ...rest, failure: withoutTakeOver(failure) } : rest;
  const builds = (known.takeOver?.builds ?? 0) + 1;
  const from = seen.at + Math.min(longestPauseMs, hour * 2 ** Math.min(builds - 1, 10));
  return {
    ...rest,
    failure: failedAgain(known, { at: seen.at, reason: seen.reason, takeOver: { from, builds } }),
  };
}

/** A build that could not be started, or not be looked at; the latter says nothing of the build. */
export function withBuildTrouble(
  record: ReplicaRecord,
  { at, reason }: { readonly at: Instant; readonly reason: string },
): ReplicaRecord {
  const { handedOver, failure } = record;
  if (failure === undefined) return record;
  if (handedOver)
    return { ...record, handedOver: { ...handedOver, lookedAt: at }, failure: { ...failure, reason } };
  const builds = failure.takeOver?.builds ?? 0;
  return { ...record, failure: failedAgain(failure, { at, reason, takeOver: { from: at + hour, builds } }) };
}

function failedAgain(
  { attempts, since }: Failure,
  what: { readonly at: Instant; readonly reason: string; readonly takeOver: TakeOver },
): Failure {
  return { attempts: attempts + 1, since, ...what };
}

function withoutTakeOver({ takeOver: _done, ...failure }: Failure): Failure {
  return failure;
}
