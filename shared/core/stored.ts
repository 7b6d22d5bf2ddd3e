import type { Instant } from './time.ts';

/** A record as the table holds it, with what the runtime needs to know about it. */
export interface Stored<Record> {
  readonly record: Record;
  /** Counts the writes; a write is on condition of the version that was read. */
  readonly version: number;
  /** When to look at it again without being woken; nothing for a thing that is finished. */
  readonly dueAt?: Instant;
  /** Present while a run applies effects, and left behind when that run died. */
  readonly work?: Work;
}

/** The intent of one run, written before its first effect. It is not a lock: it goes stale after 30 s. */
export interface Work {
  readonly run: string;
  readonly since: Instant;
}

/** One kind of record, by key. */
export interface Records<Key, Record> {
  load(key: Key): Promise<Stored<Record> | undefined>;
  /** The record as it is kept: within the bounds of its kind. What is written is cut so, and what decides is in it. */
  fit(record: Record): Record;
  /** Writes on condition that the stored version is still `expected` (0: that there is none); else `version-conflict`. */
  save(key: Key, next: Stored<Record>, expected: number): Promise<void>;
}
