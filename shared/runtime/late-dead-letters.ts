import type { ClientSettings } from '../aws/client-settings.ts';
import type { DeadLetters } from '../core/ports.ts';
import { once } from './once.ts';

/** The dead-letter queue of a function, whose client is loaded when the first event has to be kept: hardly ever. */
export function lateDeadLetters(
  { queueUrl, functionName }: { readonly queueUrl: string; readonly functionName: string },
  settings: ClientSettings,
): DeadLetters {
  const queue = once(async () =>
    (await import('../aws/sqs.ts')).deadLetterQueue(queueUrl, functionName, settings),
  );
  return { keep: async (event, reason) => (await queue()).keep(event, reason) };
}
