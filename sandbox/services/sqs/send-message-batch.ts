import { defineOperation } from '../../kernel/service.ts';
import { enqueue } from './enqueue.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import { runBatch } from './run-batch.ts';
import { type MessageInput, messageOf } from './send-message.ts';

interface Input {
  readonly QueueUrl: string;
  readonly Entries: readonly (MessageInput & { Id: string })[];
}

export const sendMessageBatch = defineOperation({
  action: 'sqs:SendMessage',
  resources: (input: Input, context) => queueResource(input, context),
  handle({ QueueUrl, Entries }, context) {
    const queue = findQueue(context, QueueUrl);
    return runBatch(Entries, (entry) => enqueue(context, queue, messageOf(entry, context.principal)));
  },
});
