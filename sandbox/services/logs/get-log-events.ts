import { defineOperation } from '../../kernel/service.ts';
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
 * Reads one stream, a page at a time. The end is reached when `nextForwardToken` equals the token that was sent;
 * the same token finds the lines that arrive later. Source: facts, GetLogEvents.
 */
export const getLogEvents = defineOperation<Input, Output>({
  resources: (input, scope) => logsArn(scope, groupNameOf(input), input.logStreamName),
  handle(input, scope) {
    const stream = findStream(scope, groupNameOf(input), input.logStreamName);
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
    const events = stream.events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
    const { start, end } = pageOf(events, input);
    const page = events.slice(start, end);
    const before = events[start - 1] ?? BEFORE_EVERYTHING;
    const last = page.at(-1) ?? before;
    return {
      events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
      nextForwardToken: positionToken('f', last),
      nextBackwardToken: positionToken('b', before),
    };
  },
});

function pageOf(events: readonly LogEvent[], input: Input): { start: number; end: number } {
  const { nextToken, limit, startFromHead } = input;
  const token = nextToken === undefined ? undefined : readPositionToken(nextToken);
  const forward = token ? token.direction === 'f' : startFromHead === true;
  if (forward) {
    const start = token ? countUpTo(events, token) : 0;
    return { start, end: start + pageLength(events.slice(start), { limit, from: 'start' }) };
  }
  const end = token ? countUpTo(events, token) : events.length;
  return { start: end - pageLength(events.slice(0, end), { limit, from: 'end' }), end };
}
