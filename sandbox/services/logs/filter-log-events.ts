import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { comparePositions, positionToken, readPositionToken } from './event-position.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import { findGroup, type GroupReference, groupNameOf } from './find-group.ts';
import { pageLength } from './page-limits.ts';
import { type LogEvent, type LogGroup, type LogStream, logsArn } from './state.ts';

interface Input extends GroupReference {
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  nextToken?: string;
  limit?: number;
}

interface FilteredEvent {
  logStreamName: string;
  timestamp: number;
  message: string;
  ingestionTime: number;
  eventId: string;
}

interface Output {
  events: FilteredEvent[];
  searchedLogStreams: [];
  nextToken?: string;
}

interface Found extends LogEvent {
  readonly stream: string;
}

/**
 * Searches a group over its streams, oldest first; `aws logs tail` follows a group with it, telling repeats by
 * `eventId`. `searchedLogStreams` is always empty, as on AWS since 2022.
 */
export const filterLogEvents = defineOperation<Input, Output>({
  resources: (input, scope) => logsArn(scope, groupNameOf(input)),
  handle(input, scope) {
    const group = findGroup(scope, groupNameOf(input));
    const found = streamsOf(group, input).flatMap((stream) => matchesIn(stream, input));
    found.sort(comparePositions);
    const page = found.slice(0, pageLength(found, { limit: input.limit, from: 'start' }));
    const last = page.at(-1);
    return {
      events: page.map(describe),
      searchedLogStreams: [],
      ...(last && found.length > page.length ? { nextToken: positionToken('f', last) } : {}),
    };
  },
});

function streamsOf(group: LogGroup, input: Input): LogStream[] {
  const { logStreamNames, logStreamNamePrefix } = input;
  if (logStreamNames && logStreamNamePrefix !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'LogStreamNamePrefix and LogStreamNames are mutually exclusive parameters.',
    );
  }
  const streams = [...group.streams.values()];
  if (!logStreamNames) return streams.filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ''));
  if (!logStreamNames.every((name) => group.streams.has(name))) {
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  return streams.filter(({ name }) => logStreamNames.includes(name));
}

function matchesIn(stream: LogStream, input: Input): Found[] {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, filterPattern = '', nextToken } = input;
  const matches = compileFilterPattern(filterPattern);
  const after = nextToken === undefined ? { timestamp: -1, sequence: 0 } : readPositionToken(nextToken);
  return stream.events
    .filter((event) => event.timestamp >= startTime && event.timestamp <= endTime)
    .filter((event) => comparePositions(event, after) > 0 && matches(event.message))
    .map((event) => ({ ...event, stream: stream.name }));
}

function describe({ stream, timestamp, message, ingestionTime, sequence }: Found): FilteredEvent {
  const eventId = `${timestamp}${String(sequence).padStart(43, '0')}`;
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId };
}
