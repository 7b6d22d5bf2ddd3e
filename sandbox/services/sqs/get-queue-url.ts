import { defineOperation } from '../../kernel/service.ts';
import { arnOf } from '../../kernel/world.ts';
import { findQueue, queueUrlOf } from './find-queue.ts';

export const getQueueUrl = defineOperation({
  resources: ({ QueueName }: { QueueName: string }, context) => arnOf(context, 'sqs', QueueName),
  handle: ({ QueueName }, context) => ({
    QueueUrl: queueUrlOf(context, findQueue(context, QueueName).name),
  }),
});
