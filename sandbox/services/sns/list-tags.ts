import { defineOperation } from '../../kernel/service.ts';
import { findTopic } from './find-topic.ts';

/** The tags of a topic. */
export const listTagsForResource = defineOperation({
  resources: ({ ResourceArn }: { ResourceArn: string }) => ResourceArn,
  handle: ({ ResourceArn }, context) => ({
    Tags: [...findTopic(context, ResourceArn).tags].map(([Key, Value]) => ({ Key, Value })),
  }),
});
