import type { Instant } from './time.ts';

/**
 * What `decide` answers: the record as it should become, the effects that make the world match, the reason in
 * words, and when to look again without being woken. It is data: the log, `explain`, the tests and the executor
 * share it.
 */
export interface Decision<Record, Effect> {
  /** Nothing when this thing is not ours, or needs no memory. */
  readonly record?: Record;
  readonly effects: readonly Effect[];
  readonly reason: string;
  readonly lookAgainAt?: Instant;
}
