import {
  type LookKind,
  lookKinds,
  type Postponed,
  type SweepRecord,
  type Thing,
  thingKey,
} from '../../shared/core/sweep-record.ts';
import { type Instant, minute } from '../../shared/core/time.ts';
import type { Looks, Observed } from './observed.ts';
import type { Look } from './plan-looks.ts';

/** When something is looked at again that could not be read. */
const againAfter = 5 * minute;
/** More than this do not fail by themselves; they have their next turn within the hour. */
const mostPostponed = 100;

/**
 * What the next run has to know; `asleep` are things for which somebody had to be woken and could not be. A turn counts
 * as taken when the thing was looked at or is postponed, so that nothing is forgotten and nothing holds up the others.
 */
export function remember(observed: Observed, asleep: readonly Thing[]): SweepRecord {
  const { now, stored, looks, due } = observed;
  return {
    lookedUntil: { ...stored?.record.lookedUntil, ...taken(looks, now) },
    postponed: postponed(observed, asleep),
    ...(due.more && { dueAfter: due.more }),
  };
}

function taken(looks: Looks, now: Instant): Partial<Record<LookKind, Instant>> {
  return Object.fromEntries(
    lookKinds.flatMap((kind) => {
      const { found, failed, rest } = looks[kind];
      const had = [...found, ...failed].map(({ look }) => look);
      if (![...had, ...rest].some(({ turn }) => turn !== undefined)) return [];
      const [next] = rest.flatMap(({ turn }) => turn ?? []);
      return [[kind, next === undefined ? now : next - 1]];
    }),
  );
}

function postponed(
  { now, stored, things, looks, unlisted }: Observed,
  asleep: readonly Thing[],
): Postponed[] {
  const known = new Set(things.map(thingKey));
  const waiting = new Map((stored?.record.postponed ?? []).map((one) => [thingKey(one), one]));
  const again = new Set(asleep.map(thingKey));
  const postpone = ({ thing, since }: Look) =>
    waiting.set(thingKey(thing), { ...thing, at: now + againAfter, since });
  for (const kind of lookKinds) {
    for (const { look } of looks[kind].found)
      if (again.has(thingKey(look.thing))) postpone(look);
      else waiting.delete(thingKey(look.thing));
    for (const { look } of looks[kind].failed) postpone(look);
  }
  return [...waiting.values()]
    .filter((one) => known.has(thingKey(one)) || unlisted !== undefined)
    .toSorted((left, right) => left.at - right.at)
    .slice(0, mostPostponed);
}
