import {
  type CheckState,
  isAwaitingFindings,
  type PullRequestRecord,
} from '../../shared/core/pull-request-record.ts';
import { day, hour, type Instant, minute } from '../../shared/core/time.ts';
import type { PullRequestRules } from './observed.ts';

/** A check whose build CodeBuild refused, or had no room for. */
export type Refused = CheckState & { readonly status: 'NOT_STARTED' | 'POSTPONED' };

export function isRefused(state: CheckState): state is Refused {
  return state.status === 'NOT_STARTED' || state.status === 'POSTPONED';
}

/** Since when, request after request. */
export function refusedSinceOf({ requestedAt, refusedSince = requestedAt }: Refused): Instant {
  return refusedSince;
}

/** Room comes and goes by itself. A person should not have to wait long to see that something is mended. */
const toldMinutes = { POSTPONED: 5, NOT_STARTED: 15 } as const;
/** What nobody has mended for a day is in no hurry. */
const patienceMs = day;
const toldAfterPatience = 60;

/** Within how many minutes a build that was refused is asked for again; seldom another number, so that the text is calm. */
export function toldPauseOf(state: Refused): number {
  return state.requestedAt - refusedSinceOf(state) >= patienceMs
    ? toldAfterPatience
    : toldMinutes[state.status];
}

/**
 * How long it waits: as long as it has been refused already, at least a minute, at most a minute less than people are
 * told, because the sweep comes by once a minute. After a day it waits that long each time.
 */
export function pauseOf(state: Refused): number {
  const lasted = state.requestedAt - refusedSinceOf(state);
  return Math.min(Math.max(lasted, minute), (toldPauseOf(state) - 1) * minute);
}

/** A project that is gone for a day is not expected back with the build that a dead run may have started. */
function isDoubted({ doubtedSince }: CheckState, now: Instant): boolean {
  return doubtedSince !== undefined && now - doubtedSince < patienceMs;
}

/**
 * When a pull request is looked at again: when a refused build is due, in a minute while findings may still arrive, in
 * five while builds run, and within the hour while it is open; in a quarter of an hour while it is over and a build is in
 * doubt. What waits at another commit than the tip, or for a check
 * that is not configured any more, waits for nothing: it would be looked at every minute for ever.
 */
export function nextLook(
  record: PullRequestRecord,
  { builds }: Pick<PullRequestRules, 'builds'>,
  now: Instant,
): Instant | undefined {
  const isOpen = record.status === 'open';
  const states = Object.values(record.commits).flatMap((checks) => Object.values(checks));
  const shown = Object.entries(record.commits[record.head] ?? {}).flatMap(([check, state]) =>
    Object.hasOwn(builds, check) ? [state] : [],
  );
  const looks = [
    ...(isOpen ? shown.filter(isRefused).map((state) => state.requestedAt + pauseOf(state)) : []),
    ...(shown.some((state) => isAwaitingFindings(state, now)) ? [now + minute] : []),
    ...(states.some(({ status }) => status === 'IN_PROGRESS') ? [now + 5 * minute] : []),
    ...(!isOpen && states.some((state) => isDoubted(state, now)) ? [now + 15 * minute] : []),
    ...(isOpen ? [now + hour] : []),
  ];
  return looks.length === 0 ? undefined : Math.max(now, Math.min(...looks));
}
