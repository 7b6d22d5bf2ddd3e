import { defineOperation } from '../../kernel/service.ts';
import { removeMessage } from './delete-message.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import { runBatch } from './run-batch.ts';

interface Input {
  readonly QueueUrl: string;
  readonly Entries: readonly { Id: string; ReceiptHandle: string }[];
}

export const deleteMessageBatch = defineOperation({
  action: 'sqs:DeleteMessage',
  resources: (input: Input, context) => queueResource(input, context),
  handle({ QueueUrl, Entries }, context) {
    const queue = findQueue(context, QueueUrl);
    return runBatch(Entries, ({ ReceiptHandle }) => {
      removeMessage(queue, ReceiptHandle);
      return {};
    });
  },
});
