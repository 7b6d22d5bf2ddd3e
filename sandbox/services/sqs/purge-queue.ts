import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';

/** Empties a queue; a second purge within 60 seconds is refused, as AWS does. */
export const purgeQueue = defineOperation({
  resources: (input: { QueueUrl: string }, context) => queueResource(input, context),
  handle({ QueueUrl }, context) {
    const queue = findQueue(context, QueueUrl);
    const now = context.world.clock.now();
    if (queue.purgedAt !== undefined && now - queue.purgedAt < 60_000)
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        { queryCode: 'AWS.SimpleQueueService.PurgeQueueInProgress' },
      );
    queue.purgedAt = now;
    queue.messages = [];
  },
});
