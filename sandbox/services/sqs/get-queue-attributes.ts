import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import { attributesOf } from './queue-settings.ts';

interface Input {
  readonly QueueUrl: string;
  readonly AttributeNames?: readonly string[];
}

const known = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

/** The attributes that were asked for, those that the queue has; `All` for all of them. */
export const getQueueAttributes = defineOperation({
  resources: (input: Input, context) => queueResource(input, context),
  handle({ QueueUrl, AttributeNames = [] }, context) {
    const all = attributesOf(findQueue(context, QueueUrl), context.world.clock.now());
    if (AttributeNames.includes('All')) return { Attributes: all };
    const asked: Record<string, string> = {};
    for (const name of AttributeNames) {
      const value = all[name];
      if (value !== undefined) asked[name] = value;
      else if (!known.has(name)) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
    return AttributeNames.length === 0 ? {} : { Attributes: asked };
  },
});
