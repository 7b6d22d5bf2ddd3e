import { defineOperation } from '../../kernel/service.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { findGroup, type GroupReference, groupNameOf } from './find-group.ts';
import { type LogStream, logsArn } from './state.ts';

interface Input extends GroupReference {
  logStreamNamePrefix?: string;
  orderBy?: 'LogStreamName' | 'LastEventTime';
  descending?: boolean;
  nextToken?: string;
  limit?: number;
}

interface StreamDescription {
  logStreamName: string;
  creationTime: number;
  firstEventTimestamp?: number;
  lastEventTimestamp?: number;
  lastIngestionTime?: number;
  uploadSequenceToken: string;
  arn: string;
  storedBytes: number;
}

interface Output {
  logStreams: StreamDescription[];
  nextToken?: string;
}

/** Lists the streams of a group; `nextToken` is the name of the last stream of the page before. */
export const describeLogStreams = defineOperation<Input, Output>({
  resources: (input, scope) => logsArn(scope, groupNameOf(input)),
  handle(input, scope) {
    const groupName = groupNameOf(input);
    const { logStreamNamePrefix = '', limit = 50, nextToken } = input;
    const streams = [...findGroup(scope, groupName).streams.values()]
      .filter((stream) => stream.name.startsWith(logStreamNamePrefix))
      .sort(orderOf(input));
    const start = nextToken === undefined ? 0 : streams.findIndex((stream) => stream.name === nextToken) + 1;
    const page = streams.slice(start, start + limit);
    const last = page.at(-1);
    return {
      logStreams: page.map((stream) => describe(scope, groupName, stream)),
      ...(last && streams.length > start + page.length ? { nextToken: last.name } : {}),
    };
  },
});

function orderOf({ orderBy, descending }: Input): (one: LogStream, other: LogStream) => number {
  const sign = descending ? -1 : 1;
  if (orderBy === 'LastEventTime') {
    return (one, other) =>
      sign * ((one.events.at(-1)?.timestamp ?? 0) - (other.events.at(-1)?.timestamp ?? 0));
  }
  return (one, other) => (one.name < other.name ? -sign : sign);
}

function describe(scope: Scope, groupName: string, stream: LogStream): StreamDescription {
  const first = stream.events[0];
  const last = stream.events.at(-1);
  return {
    logStreamName: stream.name,
    creationTime: stream.creationTime,
    ...(first ? { firstEventTimestamp: first.timestamp } : {}),
    ...(last ? { lastEventTimestamp: last.timestamp, lastIngestionTime: last.ingestionTime } : {}),
    uploadSequenceToken: String(last?.sequence ?? 0).padStart(56, '0'),
    arn: arnOf(scope, 'logs', `log-group:${groupName}:log-stream:${stream.name}`),
    // AWS has answered 0 for streams since 2019.
    storedBytes: 0,
  };
}
