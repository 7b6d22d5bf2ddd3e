import { defineOperation } from '../../kernel/service.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import { messageIdOf } from './receipt.ts';
import type { Queue } from './state.ts';

/** Removes the message of a receipt handle; one that is gone already is fine, text that is no handle is not. */
export function removeMessage(queue: Queue, receiptHandle: string): void {
  const id = messageIdOf(receiptHandle);
  queue.messages = queue.messages.filter(
    (message) => message.id !== id || message.receiptHandle !== receiptHandle,
  );
}

export const deleteMessage = defineOperation({
  resources: (input: { QueueUrl: string; ReceiptHandle: string }, context) => queueResource(input, context),
  handle({ QueueUrl, ReceiptHandle }, context) {
    removeMessage(findQueue(context, QueueUrl), ReceiptHandle);
  },
});
