import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../core/decision.ts';
import { ControllerError, isControllerError } from '../core/error.ts';
import type { Clock } from '../core/ports.ts';
import type { Records, Stored } from '../core/stored.ts';
import { type Instant, second } from '../core/time.ts';

/**
 * How long a run's intent keeps others from acting, unless the flow says otherwise. It is longer than the
 * function's time-out, so a run that left an intent of this age behind is dead.
 */
export const intentSettlesAfterMs = 30 * second;

const mostRounds = 3;
const mostSteps = 8;

/** What a function brings: where its records are, how to look, how to decide, how to act, what to remember. */
export interface Flow<Key, Record, Observed extends { readonly record?: Record }, Effect, Result> {
  readonly clock: Clock;
  readonly records: Records<Key, Record>;
  /** A repeat of the same invocation may give the same id: it then takes over its own intent at once. */
  newRunId(): string;
  /** For a function whose time-out is longer than the usual ones. */
  readonly intentSettlesAfterMs?: number;
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
 * time behind; whoever comes next takes over. After three lost rounds the rest is due in a second; it
 * fails with `version-conflict` only when nothing of it could be written.
 */
export async function reconcile<Key, Record, Observed extends { readonly record?: Record }, Effect, Result>(
  flow: Flow<Key, Record, Observed, Effect, Result>,
  key: Key,
): Promise<Outcome<Effect>> {
  const run = new Run(flow, key);
  let stored = await flow.records.load(key);
  for (let round = 0; round < mostRounds; round += 1) {
    const turn = await run.takeTurn(stored);
    if (turn.done) return { reason: turn.reason, effects: run.applied };
    stored = turn.stored;
  }
  if (await run.handOver(stored)) {
    return {
      reason: 'others kept changing it meanwhile; it is looked at again in a second',
      effects: run.applied,
    };
  }
  throw new ControllerError(
    'version-conflict',
    'Other runs kept changing the record; three rounds were lost.',
  );
}

/** Done, or somebody changed the record: what it holds now. */
type Turn<Record> =
  | { readonly done: true; readonly reason: string }
  | { readonly done: false; readonly stored: Stored<Record> | undefined };

class Run<Key, Record, Observed extends { readonly record?: Record }, Effect, Result> {
  readonly applied: Effect[] = [];
  readonly #id: string;
  readonly #flow: Flow<Key, Record, Observed, Effect, Result>;
  readonly #key: Key;
  readonly #settlesAfterMs: number;

  constructor(flow: Flow<Key, Record, Observed, Effect, Result>, key: Key) {
    this.#id = flow.newRunId();
    this.#flow = flow;
    this.#key = key;
    this.#settlesAfterMs = flow.intentSettlesAfterMs ?? intentSettlesAfterMs;
  }

  async takeTurn(stored: Stored<Record> | undefined): Promise<Turn<Record>> {
    const now = this.#flow.clock.now();
    const isOthersWork = stored?.work !== undefined && stored.work.run !== this.#id;
    if (isOthersWork && now - stored.work.since < this.#settlesAfterMs) return this.#leaveMark(stored);

    const known = { recovering: isOthersWork, now, ...(stored && { record: stored.record }) };
    const observed = await this.#flow.observe(this.#key, known);
    const { record, ...decision } = this.#decide(observed, now);
    if (record === undefined) return this.#leaveAlone(stored, decision.reason);
    if (decision.effects.length === 0) return this.#commitQuietly(stored, { ...decision, record });
    return this.#announceAndApply(stored, { observed, record, now });
  }

  /** What was ours and is no longer (its repository left the configuration) must not stay due and be woken for ever. */
  async #leaveAlone(stored: Stored<Record> | undefined, reason: string): Promise<Turn<Record>> {
    if (stored?.dueAt === undefined) return { done: true, reason };
    return this.#commitQuietly(stored, { record: stored.record, reason, effects: [] });
  }

  /**
   * Gives up its own announcement with all that it has done, and leaves the rest to whoever looks next. False when
   * it has announced nothing, or the record changed once more.
   */
  async handOver(stored: Stored<Record> | undefined): Promise<boolean> {
    if (stored?.work?.run !== this.#id) return false;
    return this.#trySave(stored, next(stored, stored.record, this.#flow.clock.now() + second));
  }

  /** Tells the run that is at work to look again: its commit will meet a newer version. */
  async #leaveMark(stored: Stored<Record>): Promise<Turn<Record>> {
    if (await this.#trySave(stored, { ...stored, version: stored.version + 1 })) {
      return { done: true, reason: 'another run is at work on it and will look again' };
    }
    return { done: false, stored: await this.#flow.records.load(this.#key) };
  }

  async #commitQuietly(
    stored: Stored<Record> | undefined,
    { record, reason, lookAgainAt }: Decision<Record, Effect> & { readonly record: Record },
  ): Promise<Turn<Record>> {
    const dueAt = nextDue(stored?.dueAt, lookAgainAt, this.#flow.clock.now());
    const following = next(stored, record, dueAt);
    if (stored !== undefined && isDeepStrictEqual({ ...stored, version: following.version }, following)) {
      return { done: true, reason };
    }
    if (await this.#trySave(stored, following)) return { done: true, reason };
    return this.#lookAgain(await this.#flow.records.load(this.#key), record);
  }

  /** While its work stands, what a run has done already is known to itself alone: the table has what it announced. */
  #lookAgain(current: Stored<Record> | undefined, known: Record | undefined): Turn<Record> {
    const isOwnWork = current?.work?.run === this.#id;
    return {
      done: false,
      stored: isOwnWork && known !== undefined ? { ...current, record: known } : current,
    };
  }

  async #announceAndApply(
    stored: Stored<Record> | undefined,
    wanted: { readonly observed: Observed; readonly record: Record; readonly now: Instant },
  ): Promise<Turn<Record>> {
    const work = { run: this.#id, since: wanted.now };
    const announced = { ...next(stored, wanted.record, wanted.now + this.#settlesAfterMs), work };
    if (!(await this.#trySave(stored, announced))) {
      const current = await this.#flow.records.load(this.#key);
      // A write whose answer got lost meets itself when it is repeated. A mark on what this run announced in an
      // earlier round does not: what is wanted now has not been announced.
      if (!isSame(current, announced)) return this.#lookAgain(current, stored?.record);
    }

    const { record, reason, lookAgainAt } = await this.#applyAll(wanted);
    if (await this.#trySave(announced, next(announced, record, lookAgainAt))) return { done: true, reason };
    const current = await this.#flow.records.load(this.#key);
    if (current?.work?.run !== this.#id) return { done: true, reason };
    return this.#lookAgain(current, record);
  }

  async #applyAll(wanted: {
    readonly observed: Observed;
    readonly record: Record;
    readonly now: Instant;
  }): Promise<Decision<Record, Effect> & { readonly record: Record }> {
    let record = wanted.record;
    for (let step = 0; step < mostSteps; step += 1) {
      const decision = this.#decide({ ...wanted.observed, record }, wanted.now);
      record = decision.record ?? record;
      if (decision.effects.length === 0) return { ...decision, record };
      for (const effect of decision.effects) {
        this.applied.push(effect);
        record = this.#flow.records.fit(this.#flow.learn(record, await this.#flow.apply(effect)));
      }
    }
    throw new Error('decide kept asking: an effect and what is learnt from it do not fit together');
  }

  /** What a run knows is what the table will hold, so that the next one decides and writes the same. */
  #decide(observed: Observed, now: Instant): Decision<Record, Effect> {
    const { record, ...decision } = this.#flow.decide(observed, now);
    return record === undefined ? decision : { ...decision, record: this.#flow.records.fit(record) };
  }

  /** False when the stored version is not the one that was read. */
  async #trySave(stored: Stored<Record> | undefined, following: Stored<Record>): Promise<boolean> {
    try {
      await this.#flow.records.save(this.#key, following, stored?.version ?? 0);
      return true;
    } catch (error) {
      if (isControllerError(error, 'version-conflict')) return false;
      throw error;
    }
  }
}

/** Whether this is what was to be written; marks of others may have been left on it. */
function isSame<Record>(current: Stored<Record> | undefined, wanted: Stored<Record>): boolean {
  return (
    isDeepStrictEqual(current?.work, wanted.work) &&
    isDeepStrictEqual(asWritten(current?.record), asWritten(wanted.record))
  );
}

/** A member that is undefined is not written, and the order of members is not kept. */
function asWritten(record: unknown): unknown {
  return JSON.parse(JSON.stringify(record ?? null));
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
