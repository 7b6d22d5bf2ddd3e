import { defineOperation } from '../../kernel/service.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';

export const listQueueTags = defineOperation({
  resources: (input: { QueueUrl: string }, context) => queueResource(input, context),
  handle: ({ QueueUrl }, context) => ({ Tags: Object.fromEntries(findQueue(context, QueueUrl).tags) }),
});

export const tagQueue = defineOperation({
  resources: (input: { QueueUrl: string; Tags: Record<string, string> }, context) =>
    queueResource(input, context),
  handle({ QueueUrl, Tags }, context) {
    const queue = findQueue(context, QueueUrl);
    for (const [name, value] of Object.entries(Tags)) queue.tags.set(name, value);
  },
});
