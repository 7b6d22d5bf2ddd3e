import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { announceArrival } from './arrivals.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import { messageIdOf } from './receipt.ts';
import { runBatch } from './run-batch.ts';
import { invalidParameter } from './sqs-errors.ts';

interface Change {
  readonly ReceiptHandle: string;
  readonly VisibilityTimeout?: number | string;
}

/** Hides a message that is in flight for so much longer from now; 0 shows it at once. */
export const changeMessageVisibility = defineOperation({
  resources: (input: Change & { QueueUrl: string }, context) => queueResource(input, context),
  handle(input, context) {
    hideFor(context, input.QueueUrl, input);
  },
});

interface BatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly (Change & { Id: string })[];
}

export const changeMessageVisibilityBatch = defineOperation({
  action: 'sqs:ChangeMessageVisibility',
  resources: (input: BatchInput, context) => queueResource(input, context),
  handle({ QueueUrl, Entries }, context) {
    return runBatch(Entries, (entry) => {
      hideFor(context, QueueUrl, entry);
      return {};
    });
  },
});

function hideFor(scope: Scope, queueUrl: string, change: Change): void {
  const queue = findQueue(scope, queueUrl);
  const id = messageIdOf(change.ReceiptHandle);
  const seconds = Number(change.VisibilityTimeout ?? 0);
  if (!(seconds >= 0 && seconds <= 43_200))
    throw invalidParameter(
      `Value ${change.VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
    );
  const now = scope.world.clock.now();
  const message = queue.messages.find((candidate) => candidate.id === id);
  if (message === undefined || message.visibleAt <= now)
    throw new AwsError(
      'MessageNotInflight',
      `Value ${change.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      { queryCode: 'AWS.SimpleQueueService.MessageNotInflight' },
    );
  message.visibleAt = now + seconds * 1000;
  announceArrival(scope, queue.arn);
}
