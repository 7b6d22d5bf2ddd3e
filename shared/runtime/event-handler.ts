import type * as z from 'zod';
import type { DeadLetters } from '../core/ports.ts';
import { accept } from './accept.ts';
import type { Outcome } from './reconcile.ts';

/** What became of one event, for the log. */
export interface Handled {
  readonly decision: 'done' | 'ignored' | 'refused';
  readonly reason: string;
  readonly effects: readonly string[];
}

/**
 * The shell around a function: an event that its schema refuses goes to the dead-letter queue with the reason and
 * is not tried again; one that concerns nothing of ours is acknowledged; for any other the function runs.
 * What the function throws is thrown, so that Lambda tries again and, when that fails too, keeps the event.
 */
export function eventHandler<Request extends object>(parts: {
  readonly schema: z.ZodType<Request | { readonly ignored: string }>;
  readonly deadLetters: DeadLetters;
  readonly run: (request: Request) => Promise<Outcome<{ readonly kind: string }>>;
}): (event: unknown) => Promise<Handled> {
  return async (event) => {
    const accepted = accept(parts.schema, event);
    if (accepted.kind === 'ignored') return { decision: 'ignored', reason: accepted.reason, effects: [] };
    if (accepted.kind === 'refused') {
      await parts.deadLetters.keep(event, accepted.reason);
      return { decision: 'refused', reason: accepted.reason, effects: [] };
    }
    const { reason, effects } = await parts.run(accepted.request);
    return { decision: 'done', reason, effects: effects.map(({ kind }) => kind) };
  };
}
