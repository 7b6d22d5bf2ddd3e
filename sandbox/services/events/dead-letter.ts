import { sendToQueue } from '../../kernel/offers/sqs.ts';
import type { Scope } from '../../kernel/world.ts';
import type { DeliveryFailure } from './delivery-failure.ts';
import type { PendingDelivery } from './state.ts';

/**
 * Puts the event into the target's dead-letter queue with the attributes AWS gives it (EventBridge user guide,
 * "dead-letter queue"), and tells whether there is such a queue. The queue's policy must allow the rule; an
 * AwsError of the queue goes to the caller.
 */
export function sendDeadLetter(
  scope: Scope,
  { event, rule, target, record }: PendingDelivery,
  { failure, exhausted }: { failure: DeliveryFailure; exhausted?: string },
): boolean {
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) return false;
  sendToQueue(scope, {
    queueArn,
    body: JSON.stringify(event),
    attributes: {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.Arn,
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
      RETRY_ATTEMPTS: String(record.attempts - 1),
    },
    caller: { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn },
  });
  return true;
}
