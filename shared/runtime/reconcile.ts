import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../core/decision.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import type { Clock } from '../core/ports.ts';
import type { Records, Stored } from '../core/stored.ts';
import { type Instant, second } from '../core/time.ts';

/**
 * How long a run's intent keeps others from acting. It is longer than any function's time-out, so a run that
 * left an intent of this age behind is dead.
 */
export const intentSettlesAfterMs = 30 * second;

const mostRounds = 3;
const mostSteps = 8;

/** What a function brings: where its records are, how to look, how to decide, how to act, what to remember. */
export interface Flow<Key, Record, Observed extends { readonly record?: Record }, Effect, Result> {
  readonly clock: Clock;
  readonly records: Records<Key, Record>;
  newRunId(): string;
  /** Reads the state of the thing. `recovering`: a run died here and may have acted without recording it. */
  observe(key: Key, known: Known<Record>): Promise<Observed>;
  /** Pure. It is asked again with what its effects gave, until it wants nothing more. */
  decide(observed: Observed, now: Instant): Decision<Record, Effect>;
  apply(effect: Effect): Promise<Result>;
  /** Pure: the record with an effect's result in it. */
  learn(record: Record, result: Result): Record;
}

export interface Known<Record> {
  readonly record?: Record;
  readonly recovering: boolean;
  readonly now: Instant;
}

/** What a run came to: the log line, the answer to `explain`, and what tests read. */
export interface Outcome<Effect> {
  readonly reason: string;
  readonly effects: readonly Effect[];
}

/**
 * Brings one thing up to date: load, observe, decide, announce, apply, commit, each write on condition of the
 * version that was read. Nothing is written when nothing changed. A second run that finds a fresh announcement
 * leaves a mark by which the first one looks again, and goes. A run that dies leaves its announcement and a due
 * time behind; whoever comes next takes over. Fails with `version-conflict` when three rounds were lost.
 */
export async function reconcile<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  key: Key,
): Promise<Outcome<Effect>> {
  const run: Run<Effect> = { id: flow.newRunId(), applied: [] };
  let stored = await flow.records.load(key);
  for (let round = 0; round < mostRounds; round += 1) {
    const turn = await takeTurn(flow, { key, run, stored });
    if (turn.done) return { reason: turn.reason, effects: run.applied };
    stored = turn.stored;
  }
  throw new ControllerError(
    'version-conflict',
    'Other runs kept changing the record; three rounds were lost.',
  );
}

interface Run<Effect> {
  readonly id: string;
  readonly applied: Effect[];
}

interface Start<Key, Record, Effect> {
  readonly key: Key;
  readonly run: Run<Effect>;
  readonly stored: Stored<Record> | undefined;
}

type Turn<Record> =
  | { readonly done: true; readonly reason: string }
  | { readonly done: false; readonly stored: Stored<Record> | undefined };

async function takeTurn<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  start: Start<Key, Record, Effect>,
): Promise<Turn<Record>> {
  const { key, run, stored } = start;
  const now = flow.clock.now();
  const othersWork = stored?.work !== undefined && stored.work.run !== run.id;
  if (othersWork && now - stored.work.since < intentSettlesAfterMs) return leaveMark(flow, key, stored);

  const observed = await flow.observe(key, {
    recovering: othersWork,
    now,
    ...(stored && { record: stored.record }),
  });
  const decision = flow.decide(observed, now);
  if (decision.record === undefined) return { done: true, reason: decision.reason };
  if (decision.effects.length === 0)
    return commitQuietly(flow, start, { ...decision, record: decision.record });
  return announceAndApply(flow, start, { observed, record: decision.record, now });
}

/** Tells the run that is at work to look again: its commit will meet a newer version. */
async function leaveMark<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  key: Key,
  stored: Stored<Record>,
): Promise<Turn<Record>> {
  const saved = await trySave(flow, key, stored, { ...stored, version: stored.version + 1 });
  if (!saved) return { done: false, stored: await flow.records.load(key) };
  return { done: true, reason: 'another run is at work on it and will look again' };
}

async function commitQuietly<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  { key, stored }: Start<Key, Record, Effect>,
  decision: Decision<Record, Effect> & { record: Record },
): Promise<Turn<Record>> {
  const dueAt = nextDue(stored?.dueAt, decision.lookAgainAt, flow.clock.now());
  const settled =
    stored !== undefined &&
    stored.work === undefined &&
    stored.dueAt === dueAt &&
    isDeepStrictEqual(stored.record, decision.record);
  if (settled) return { done: true, reason: decision.reason };
  const saved = await trySave(flow, key, stored, next(stored, decision.record, dueAt));
  if (!saved) return { done: false, stored: await flow.records.load(key) };
  return { done: true, reason: decision.reason };
}

async function announceAndApply<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  { key, run, stored }: Start<Key, Record, Effect>,
  wanted: { observed: Observed; record: Record; now: Instant },
): Promise<Turn<Record>> {
  const work = { run: run.id, since: wanted.now };
  const announced = { ...next(stored, wanted.record, wanted.now + intentSettlesAfterMs), work };
  if (!(await trySave(flow, key, stored, announced))) {
    const current = await flow.records.load(key);
    // A write whose answer got lost meets itself when it is repeated.
    if (current?.work?.run !== run.id) return { done: false, stored: current };
  }

  const decision = await applyAll(flow, run, wanted);
  const committed = next(announced, decision.record, decision.lookAgainAt);
  if (await trySave(flow, key, announced, committed)) return { done: true, reason: decision.reason };
  const current = await flow.records.load(key);
  if (current?.work?.run !== run.id) return { done: true, reason: decision.reason };
  return { done: false, stored: { ...current, record: decision.record } };
}

async function applyAll<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  run: Run<Effect>,
  wanted: { observed: Observed; record: Record; now: Instant },
): Promise<Decision<Record, Effect> & { record: Record }> {
  let record = wanted.record;
  for (let step = 0; step < mostSteps; step += 1) {
    const decision = flow.decide({ ...wanted.observed, record }, wanted.now);
    record = decision.record ?? record;
    if (decision.effects.length === 0) return { ...decision, record };
    for (const effect of decision.effects) {
      run.applied.push(effect);
      record = flow.learn(record, await flow.apply(effect));
    }
  }
  throw new Error('decide kept asking for effects: an effect and what is learnt from it do not fit together');
}

function next<Record>(
  stored: Stored<Record> | undefined,
  record: Record,
  dueAt: Instant | undefined,
): Stored<Record> {
  return { record, version: (stored?.version ?? 0) + 1, ...(dueAt !== undefined && { dueAt }) };
}

/** A due time that lies ahead and comes soon enough stays, so that an event that changes nothing writes nothing. */
function nextDue(
  stored: Instant | undefined,
  wanted: Instant | undefined,
  now: Instant,
): Instant | undefined {
  if (stored === undefined || wanted === undefined) return wanted;
  return stored > now && stored <= wanted ? stored : wanted;
}

async function trySave<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  key: Key,
  stored: Stored<Record> | undefined,
  following: Stored<Record>,
): Promise<boolean> {
  try {
    await flow.records.save(key, following, stored?.version ?? 0);
    return true;
  } catch (error) {
    if (isControllerError(error, 'version-conflict')) return false;
    throw error;
  }
}
