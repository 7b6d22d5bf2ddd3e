import { defineOperation } from '../../kernel/service.ts';
import { arnOf } from '../../kernel/world.ts';
import { queueUrlOf } from './find-queue.ts';
import { makeQueue } from './make-queue.ts';

interface Input {
  readonly QueueName: string;
  readonly Attributes?: Record<string, string>;
  readonly tags?: Record<string, string>;
}

export const createQueue = defineOperation({
  resources: ({ QueueName }: Input, context) => arnOf(context, 'sqs', QueueName),
  handle({ QueueName, Attributes, tags }, context) {
    const queue = makeQueue(context, QueueName, { settings: Attributes ?? {}, tags: tags ?? {} });
    return { QueueUrl: queueUrlOf(context, queue.name) };
  },
});
