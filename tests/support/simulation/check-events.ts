import type { Scope } from '../../../sandbox/kernel/world.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import { queueName } from './simulated-world.ts';
import type { Simulation } from './simulation.ts';

/** Every event ended done, ignored or refused, or is in the dead-letter queue with a reason. */
export function checkEvents({ scope, endings }: Simulation): string[] {
  const letters = deadLetters(scope);
  const waiting = lambdaState(scope).queue;
  return [...endings].flatMap(([requestId, { name, decision, reason }]) =>
    // Of a build its own status tells.
    name !== 'replication-runner' &&
    decision === 'failed' &&
    !waiting.has(requestId) &&
    !letters.get(requestId)
      ? [`an event of ${name} failed (${reason}) and is not in the dead-letter queue`]
      : [],
  );
}

/** The reasons in the dead-letter queue, by request id. */
function deadLetters(scope: Scope): Map<string, string> {
  const letters = new Map<string, string>();
  for (const { body } of sqsState(scope).queues.get(queueName)?.messages ?? []) {
    // Written by the sandbox's Lambda in the form of an invocation record.
    const letter = JSON.parse(body) as {
      requestContext?: { requestId: string };
      responsePayload?: { errorMessage?: string };
    };
    letters.set(letter.requestContext?.requestId ?? '', letter.responsePayload?.errorMessage ?? '');
  }
  return letters;
}
