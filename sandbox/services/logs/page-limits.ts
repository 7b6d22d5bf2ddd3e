import { AwsError } from '../../kernel/errors.ts';
import type { LogEvent } from './state.ts';

/** AWS stops a page of events at 10,000 events or 1 MB (facts: GetLogEvents). */
const PAGE_LIMITS = { events: 10_000, bytes: 1_048_576 };
/** What AWS adds to each event's size when it counts (PutLogEvents page of the API reference). */
const EVENT_OVERHEAD_BYTES = 26;

/** How many of the events, taken from the start or from the end, fit into one page. */
export function pageLength(
  events: readonly LogEvent[],
  options: { limit: number | undefined; from: 'start' | 'end' },
): number {
  const { limit = PAGE_LIMITS.events, from } = options;
  requireLimit(limit);
  let bytes = 0;
  let length = 0;
  while (length < events.length && length < limit) {
    const event = events.at(from === 'start' ? length : -1 - length);
    bytes += Buffer.byteLength(event?.message ?? '') + EVENT_OVERHEAD_BYTES;
    if (bytes > PAGE_LIMITS.bytes && length > 0) break;
    length += 1;
  }
  return length;
}

function requireLimit(limit: number): void {
  if (limit >= 1 && limit <= PAGE_LIMITS.events) return;
  throw new AwsError(
    'InvalidParameterException',
    `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value between 1 and 10000`,
  );
}
