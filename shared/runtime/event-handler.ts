import type * as z from 'zod/mini';
import type { Measurement } from '../core/measurement.ts';
import type { DeadLetters } from '../core/ports.ts';
import { accept } from './accept.ts';
import type { Outcome } from './reconcile.ts';

/** What became of one event, for the log. */
export interface Handled {
  readonly decision: 'done' | 'ignored' | 'refused';
  readonly reason: string;
  readonly effects: readonly string[];
  readonly measurements?: readonly Measurement[];
}

/** What Lambda tells of a call. */
export interface Call {
  /** The same for every attempt at one asynchronous event (Lambda developer guide, asynchronous invocation). */
  readonly requestId?: string;
}

/**
 * The shell around a function: an event that its schema refuses goes to the dead-letter queue with the reason and
 * is not tried again; one that concerns nothing of ours is acknowledged; for any other the function runs.
 * What the function throws is thrown, so that Lambda tries again and, when that fails too, keeps the event.
 */
export function eventHandler<Request extends object>(parts: {
  readonly schema: z.ZodMiniType<Request | { readonly ignored: string }>;
  readonly deadLetters: DeadLetters;
  readonly run: (
    request: Request,
    call: Call,
  ) => Promise<Outcome<{ readonly kind: string }> & Pick<Handled, 'measurements'>>;
}): (event: unknown, call?: Call) => Promise<Handled> {
  return async (event, call = {}) => {
    const accepted = accept(parts.schema, event);
    if (accepted.kind === 'ignored') return { decision: 'ignored', reason: accepted.reason, effects: [] };
    if (accepted.kind === 'refused') {
      await parts.deadLetters.keep(event, accepted.reason);
      return { decision: 'refused', reason: accepted.reason, effects: [] };
    }
    const { reason, effects, measurements } = await parts.run(accepted.request, call);
    return {
      decision: 'done',
      reason,
      effects: effects.map(({ kind }) => kind),
      ...(measurements && { measurements }),
    };
  };
}
