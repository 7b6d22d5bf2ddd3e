import { isPageShort } from '../../kernel/faults.ts';
import { defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { countUpTo, type EventPosition, positionToken, readPositionToken } from './event-position.ts';
import { findStream, type GroupReference, groupNameOf } from './find-group.ts';
import { pageLength } from './page-limits.ts';
import { type LogEvent, logsArn } from './state.ts';

interface Input extends GroupReference {
  logStreamName: string;
  startTime?: number;
  endTime?: number;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
}

interface Output {
  events: { timestamp: number; message: string; ingestionTime: number }[];
  nextForwardToken: string;
  nextBackwardToken: string;
}

const BEFORE_EVERYTHING: EventPosition = { timestamp: 0, sequence: 0 };

/**
 * Reads one stream, a page at a time. A page may be short or empty though more follows; the end is reached when the
 * token in the direction of reading is the one that was sent, and the same token finds the lines that arrive later.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const getLogEvents = defineOperation<Input, Output>({
  resources: (input, scope) => logsArn(scope, groupNameOf(input), input.logStreamName),
  handle(input, scope) {
    const stream = findStream(scope, groupNameOf(input), input.logStreamName);
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, nextToken } = input;
    const events = stream.events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
    const whole = pageOf(events, input);
    const { start, end } = isPageShort(scope, 'logs', 'GetLogEvents') ? shorten(whole, scope) : whole;
    const page = events.slice(start, end);
    const before = events[start - 1] ?? BEFORE_EVERYTHING;
    const last = page.at(-1) ?? before;
    const token = (direction: 'f' | 'b', place: EventPosition): string => {
      const isEnd = whole.start === whole.end;
      return isEnd && nextToken?.startsWith(direction)
        ? nextToken
        : positionToken(direction, place, nextToken);
    };
    return {
      events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
      nextForwardToken: token('f', last),
      nextBackwardToken: token('b', before),
    };
  },
});

interface Page {
  readonly start: number;
  readonly end: number;
  readonly isForward: boolean;
}

function pageOf(events: readonly LogEvent[], input: Input): Page {
  const { nextToken, limit, startFromHead } = input;
  const token = nextToken === undefined ? undefined : readPositionToken(nextToken);
  const isForward = token ? token.direction === 'f' : startFromHead === true;
  if (isForward) {
    const start = token ? countUpTo(events, token) : 0;
    return { start, end: start + pageLength(events.slice(start), { limit, from: 'start' }), isForward };
  }
  const end = token ? countUpTo(events, token) : events.length;
  return { start: end - pageLength(events.slice(0, end), { limit, from: 'end' }), end, isForward };
}

/** Fewer lines than the page could have, or none, beginning where reading goes on. */
function shorten(page: Page, { world }: Scope): Page {
  const kept = Math.floor(world.ids.random() * (page.end - page.start));
  return page.isForward ? { ...page, end: page.start + kept } : { ...page, start: page.end - kept };
}
