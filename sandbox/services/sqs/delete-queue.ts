import { defineOperation } from '../../kernel/service.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import { sqsState } from './state.ts';

export const deleteQueue = defineOperation({
  resources: (input: { QueueUrl: string }, context) => queueResource(input, context),
  handle({ QueueUrl }, context) {
    sqsState(context).queues.delete(findQueue(context, QueueUrl).name);
  },
});
