import type { Measurement } from '../core/measurement.ts';
import type { Instant } from '../core/time.ts';
import type { Handled } from './event-handler.ts';

const decisions = { done: 'EventsDone', ignored: 'EventsIgnored', refused: 'EventsRefused' } as const;

/**
 * What is counted of a handled event: what was decided and, when anything was done, how much and how long after the
 * event. A custom metric costs by the month and not by its values, so these are few and the same for all repositories.
 */
export function measureEvent(
  event: unknown,
  { decision, effects }: Handled,
  now: Instant,
): Measurement['values'] {
  const counted = { [decisions[decision]]: { value: 1, unit: 'Count' as const } };
  if (effects.length === 0) return counted;
  const at = timeOf(event);
  return {
    ...counted,
    Effects: { value: effects.length, unit: 'Count' },
    ...(at !== undefined && {
      EventToEffectSeconds: { value: Math.max(0, now - at) / 1000, unit: 'Seconds' },
    }),
  };
}

/** When the event happened, as EventBridge says it; what the sweep wakes has no such time. */
function timeOf(event: unknown): Instant | undefined {
  if (typeof event !== 'object' || event === null || !('time' in event)) return undefined;
  const at = Date.parse(String(event.time));
  return Number.isNaN(at) ? undefined : at;
}
