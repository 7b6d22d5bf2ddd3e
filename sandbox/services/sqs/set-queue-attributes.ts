import { defineOperation } from '../../kernel/service.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import { checkSettings } from './queue-settings.ts';

interface Input {
  readonly QueueUrl: string;
  readonly Attributes?: Record<string, string>;
}

export const setQueueAttributes = defineOperation({
  resources: (input: Input, context) => queueResource(input, context),
  handle({ QueueUrl, Attributes = {} }, context) {
    const queue = findQueue(context, QueueUrl);
    checkSettings(Attributes);
    for (const [name, value] of Object.entries(Attributes)) {
      if (value === '') queue.settings.delete(name);
      else queue.settings.set(name, value);
    }
    queue.changedAt = context.world.clock.now();
  },
});
