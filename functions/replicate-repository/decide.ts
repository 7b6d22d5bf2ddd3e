import type { Decision } from '../../shared/core/decision.ts';
import { matchesGlob } from '../../shared/core/glob.ts';
import { lagOf, newReplica, type ReplicaRecord, type Step } from '../../shared/core/replica-record.ts';
import type { ReplicationEffect } from '../../shared/core/replication.ts';
import { type Instant, minute, second } from '../../shared/core/time.ts';
import type { RefChange } from './event.ts';
import type { Observed, ReplicationSettings } from './observe.ts';
import { summary } from './summary.ts';
import { orderOf } from './sync-order.ts';
import { buildEffect, buildStep, nextLookAtBuild, waitsForBuild, withDeadRun } from './take-over.ts';
import { tell } from './tell.ts';

type Answer = Decision<ReplicaRecord, ReplicationEffect>;

/**
 * What is done for one replica of a repository.
 * 1. A replica that left the configuration is left alone.
 * 2. A ref that the replication does not own, and an event that a look at both sides has overtaken, change nothing.
 * 3. A branch that an event says was moved goes straight through, when the replica is where the event says it was
 *    and nothing is owed. A policy that guards its history asks the source first.
 * 4. Anything else (a creation, a deletion, a tag, a refusal, a lost or late event, due work) is a look at both sides.
 * 5. A replica that does not exist is created, and its default branch follows the source's before that one is deleted.
 * 6. A ref that the replica refused is tried again when it moves, or after a day; it holds up no other.
 * 7. What failed is tried again after 2 s to 15 min, for ever, in smaller pushes each time.
 * 8. What time did not allow goes on in a second; a replica that is up to date is looked at again within the hour.
 * 9. When a run that pushed one ref at a time has died, a build takes over. While it is under way events only leave
 *    their mark; it is looked at every 10 minutes, and when it is done the function looks at both sides.
 * 10. A build that failed, or could not be started, is started again after an hour, then two, up to six.
 */
export function decide(observed: Observed, now: Instant): Answer {
  const { settings, record, key } = observed;
  if (settings === undefined)
    return {
      effects: [],
      reason: `${key.repository} has no replica in ${key.region} that is kept from here`,
    };
  if (record?.turn?.id === observed.turnId) return carryOn(observed, record, now);
  return begin(observed, settings, now);
}

function begin(observed: Observed, settings: ReplicationSettings, now: Instant): Answer {
  const { key, change, turnId } = observed;
  const { name, from } = settings;
  const known: ReplicaRecord = { ...(observed.record ?? newReplica({ ...key, name, from })), name, from };
  const rest = change && reasonToRest(change, known, settings);
  if (rest !== undefined)
    return {
      effects: [],
      reason: rest,
      ...(observed.record && { record: observed.record, lookAgainAt: againAt(known, observed, now) }),
    };
  const begun = withPending(withDeadRun(known, now), change);
  const wait = waitsForBuild(begun, { isEvent: change !== undefined, now });
  if (wait !== undefined) return { record: begun, effects: [], reason: wait.reason, lookAgainAt: wait.until };
  const step = buildStep(begun) ?? (change && isStraight(change, known) ? 'push-update' : 'sync-refs');
  return carryOn(observed, { ...begun, turn: { id: turnId, step, syncs: 0 } }, now);
}

/** An event is pending until it is known to be on the replica. */
function withPending(record: ReplicaRecord, change: RefChange | undefined): ReplicaRecord {
  if (change === undefined) return record;
  return { ...record, pendingSince: Math.min(record.pendingSince ?? change.at, change.at) };
}

function reasonToRest(
  { ref, at, new: to }: RefChange,
  known: ReplicaRecord,
  { policy }: ReplicationSettings,
): string | undefined {
  if (!policy.refs.some((pattern) => matchesGlob(pattern, ref)))
    return `${ref} is not among the refs that ${known.name} replicates`;
  if (isOwed(known)) return undefined;
  if (to !== undefined && known.refs?.[ref] === to) return `${ref} is on the replica already`;
  // Clocks differ, and an event's time has no fraction of a second.
  if (known.listedAt !== undefined && at < known.listedAt - minute)
    return `both sides were listed after ${ref} had changed`;
  return undefined;
}

/** Something is unfinished, or nobody knows. */
function isOwed({ turn, failure, behind, pendingSince, listedAt }: ReplicaRecord): boolean {
  const isClear = turn === undefined && failure === undefined && behind === 0 && pendingSince === undefined;
  return !isClear || listedAt === undefined;
}

/** An event older than what is known could move the branch back to where it was before. */
function isStraight(change: RefChange, known: ReplicaRecord): boolean {
  if (!isBranchMove(change) || isOwed(known) || known.troubles[change.ref] !== undefined) return false;
  if (change.at <= (known.listedAt ?? 0) || change.at < (known.movedAt ?? 0)) return false;
  return known.refs === undefined || known.refs[change.ref] === change.old;
}

function isBranchMove({ ref, old, new: to }: RefChange): boolean {
  return old !== undefined && to !== undefined && ref.startsWith('refs/heads/');
}

function carryOn(observed: Observed, record: ReplicaRecord, now: Instant): Answer {
  const step = record.turn?.step ?? 'done';
  if (step === 'announce') return announce(observed, record, now);
  const effect = effectOf(step, observed, { record, now });
  if (effect === undefined) return finish(observed, record, now);
  return { record, effects: [effect], reason: summary(record, now), lookAgainAt: now };
}

function effectOf(
  step: Step,
  { change, settings }: Observed,
  { record, now }: { record: ReplicaRecord; now: Instant },
): ReplicationEffect | undefined {
  if (step === 'sync-refs') return { kind: 'sync-refs', ...orderOf(record, now) };
  const effect = buildEffect(step, record);
  if (effect !== undefined) return effect;
  if (step === 'create-replica') return { kind: 'create-replica' };
  const { source } = record.defaultBranches;
  if (step === 'set-default-branch' && source !== undefined)
    return { kind: 'set-default-branch', ref: source };
  if (step !== 'push-update' || change?.old === undefined || change.new === undefined) return undefined;
  const { ref, old, new: to } = change;
  return { kind: 'push-update', ref, old, new: to, onlyFastForward: forcePushOf(settings, ref) !== 'follow' };
}

function forcePushOf(settings: ReplicationSettings | undefined, ref: string): string | undefined {
  return settings?.policy.rules.find((rule) => rule.forcePush && matchesGlob(rule.refs, ref))?.forcePush;
}

function announce(observed: Observed, record: ReplicaRecord, now: Instant): Answer {
  const { events, lagTold } = tell(observed, record, now);
  const { lagTold: _told, ...rest } = record;
  const told: ReplicaRecord = lagTold ? { ...rest, lagTold } : rest;
  if (events.length === 0) return finish(observed, told, now);
  return {
    record: told,
    effects: [{ kind: 'put-events', events }],
    reason: summary(record, now),
    lookAgainAt: now,
  };
}

function finish(observed: Observed, { turn: _over, ...record }: ReplicaRecord, now: Instant): Answer {
  return {
    record,
    effects: [],
    reason: summary(record, now),
    lookAgainAt: againAt(record, observed, now),
  };
}

function againAt(record: ReplicaRecord, { chance }: Observed, now: Instant): Instant {
  const { failure, behind, turn, untold, listedAt } = record;
  const build = nextLookAtBuild(record);
  if (build !== undefined) return build;
  if (failure !== undefined) return failure.at + backOff(failure.attempts, chance);
  if (behind > 0 || turn !== undefined || lagOf(record, now) > 0) return now + second;
  if (untold.length > 0) return now + minute;
  return (listedAt ?? now) + 50 * minute + Math.round(10 * minute * chance);
}

/** Doubles from 2 s to 15 min; a run takes between half and all of it, so that replicas do not come in step. */
function backOff(attempts: number, chance: number): number {
  const longest = Math.min(15 * minute, 2 * second * 2 ** Math.min(attempts - 1, 20));
  return Math.round(longest * (0.5 + chance / 2));
}
