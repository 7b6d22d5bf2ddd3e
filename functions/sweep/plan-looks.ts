import {
  type LookKind,
  nextTurn,
  type SweepRecord,
  type Thing,
  thingKey,
} from '../../shared/core/sweep-record.ts';
import { day, hour, type Instant } from '../../shared/core/time.ts';

/** A thing that is to be looked at now. */
export interface Look {
  readonly thing: Thing;
  /** Its turn in the hour; absent for one that had its turn and was postponed. */
  readonly turn?: Instant;
  /** It was last looked at after this moment, or never. */
  readonly since: Instant;
}

/** What is asked of the sweep now, for one kind of thing. */
export interface Asked {
  readonly kind: LookKind;
  readonly now: Instant;
  readonly everything: boolean;
}

/**
 * What of one kind is to be looked at now: what was postponed until now, and then everything whose turn has come since
 * the last run, in the order of turns. So a minute without a run is made up for by the next one. Everything has its turn
 * when it is asked for, and when nothing was ever looked at. Of a longer standstill a day is made up for.
 */
export function planLooks(things: readonly Thing[], record: SweepRecord, asked: Asked): Look[] {
  const { kind, now } = asked;
  const looked = Math.max(record.lookedUntil[kind] ?? now - hour, now - day);
  const from = asked.everything ? Math.min(looked, now - hour) : looked;
  const postponed = new Map(
    record.postponed.filter((one) => one.kind === kind).map((one) => [thingKey(one), one]),
  );
  const looks = things.flatMap((thing): Look[] => {
    const known = postponed.get(thingKey(thing));
    const since = known?.since ?? looked - hour;
    const turn = nextTurn(thing, from);
    if (turn <= now) return [{ thing, turn, since }];
    return known !== undefined && known.at <= now ? [{ thing, since }] : [];
  });
  return looks.sort((left, right) => (left.turn ?? 0) - (right.turn ?? 0));
}
