import { AwsError } from '../../kernel/errors.ts';
import type { LogEvent } from './state.ts';

/** A place between two events: everything up to and including `(timestamp, sequence)` lies before it. */
export interface EventPosition {
  readonly timestamp: number;
  readonly sequence: number;
}

/** Orders events and places by time, then by arrival. */
export function comparePositions(one: EventPosition, other: EventPosition): number {
  return one.timestamp - other.timestamp || one.sequence - other.sequence;
}

/** How many of the ordered events lie at or before the place. */
export function countUpTo(events: readonly LogEvent[], position: EventPosition): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle];
    if (event && comparePositions(event, position) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A paging token. It names a place and not a count, so it stays true while the stream grows or loses old lines. It is
 * never `sent`, which would tell that nothing follows: a place has two tokens.
 */
export function positionToken(direction: 'f' | 'b', position: EventPosition, sent?: string): string {
  const digits = [position.timestamp, position.sequence].map((part) => String(part).padStart(28, '0'));
  const token = `${direction}/${digits.join('')}/s`;
  return token === sent ? `${direction}/${digits.join('')}/t` : token;
}

/** Reads a token of `positionToken`. Declines with InvalidParameterException for anything else. */
export function readPositionToken(token: string): EventPosition & { direction: 'f' | 'b' } {
  const match = /^([fb])\/(\d{28})(\d{28})\/[st]$/.exec(token);
  if (!match) throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');
  return {
    direction: match[1] === 'b' ? 'b' : 'f',
    timestamp: Number(match[2]),
    sequence: Number(match[3]),
  };
}
