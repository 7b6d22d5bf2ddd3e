import { arnOf, defineState, type Scope } from '../../kernel/world.ts';

/** One line of a stream. `sequence` orders lines of the same millisecond and never repeats within a Region. */
export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
  readonly sequence: number;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  /** Ordered by time, then sequence. The oldest are dropped when the stream is full. */
  events: LogEvent[];
  /** Characters held, to keep the memory of a stream bounded. */
  size: number;
}

export interface LogGroup {
  readonly name: string;
  readonly creationTime: number;
  retentionInDays: number | undefined;
  readonly streams: Map<string, LogStream>;
}

/** What CloudWatch Logs remembers in one Region. */
export const logsState = defineState('logs', () => ({
  groups: new Map<string, LogGroup>(),
  lastSequence: 0,
}));

/**
 * The ARN that IAM compares for a call on a group (`stream` empty) or on one stream. AWS writes calls on a
 * group with an empty stream, which is why policies end in `:*`.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export function logsArn(scope: Scope, group: string, stream = ''): string {
  return arnOf(scope, 'logs', `log-group:${group}:log-stream:${stream}`);
}
