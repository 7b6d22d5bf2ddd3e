import type { LogLine, LogPlace } from '../../kernel/offers/logs.ts';
import type { Scope } from '../../kernel/world.ts';
import { recordEmbeddedMetrics } from './embedded-metrics.ts';
import { type LogEvent, type LogGroup, type LogStream, logsState } from './state.ts';

/** What one stream keeps at most; older lines are dropped, as a retention by size would. */
const STREAM_LIMITS = { events: 50_000, characters: 8_000_000 };

/**
 * Puts lines into a stream, in order of their time. Group and stream are made when missing, as the services that
 * log into CloudWatch do for themselves. A line in the embedded metric format becomes metrics as well.
 */
export function appendLog(scope: Scope, place: LogPlace, lines: readonly LogLine[]): void {
  const group = ensureGroup(scope, place.group);
  const stream = ensureStream(scope, group, place.stream);
  const state = logsState(scope);
  for (const { timestamp, message } of lines) {
    state.lastSequence += 1;
    insertInOrder(stream, {
      timestamp,
      message,
      ingestionTime: scope.world.clock.now(),
      sequence: state.lastSequence,
    });
    recordEmbeddedMetrics(scope, message);
  }
  dropOldest(stream);
}

/** Whether there is a group of that name. */
export function hasLogGroup(scope: Scope, name: string): boolean {
  return logsState(scope).groups.has(name);
}

/** The group of that name, made when missing. */
export function ensureGroup(scope: Scope, name: string): LogGroup {
  const { groups } = logsState(scope);
  let group = groups.get(name);
  if (!group) {
    group = {
      name,
      creationTime: scope.world.clock.now(),
      retentionInDays: undefined,
      streams: new Map(),
    };
    groups.set(name, group);
  }
  return group;
}

/** The stream of that name, made when missing. */
export function ensureStream(scope: Scope, group: LogGroup, name: string): LogStream {
  let stream = group.streams.get(name);
  if (!stream) {
    stream = { name, creationTime: scope.world.clock.now(), events: [], size: 0 };
    group.streams.set(name, stream);
  }
  return stream;
}

function insertInOrder(stream: LogStream, event: LogEvent): void {
  const { events } = stream;
  let place = events.length;
  while (place > 0 && (events[place - 1]?.timestamp ?? 0) > event.timestamp) place -= 1;
  if (place === events.length) events.push(event);
  else events.splice(place, 0, event);
  stream.size += event.message.length;
}

function dropOldest(stream: LogStream): void {
  if (stream.events.length <= STREAM_LIMITS.events && stream.size <= STREAM_LIMITS.characters) return;
  // A tenth more than needed goes at once, so that a full stream does not copy its array for every line.
  const target = { events: STREAM_LIMITS.events * 0.9, characters: STREAM_LIMITS.characters * 0.9 };
  let dropped = 0;
  while (
    dropped < stream.events.length - 1 &&
    (stream.events.length - dropped > target.events || stream.size > target.characters)
  ) {
    stream.size -= stream.events[dropped]?.message.length ?? 0;
    dropped += 1;
  }
  stream.events.splice(0, dropped);
}
