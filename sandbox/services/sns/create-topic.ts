import { defineOperation } from '../../kernel/service.ts';
import { arnOf } from '../../kernel/world.ts';
import { makeTopic } from './make-topic.ts';

interface Input {
  readonly Name: string;
  readonly Attributes?: Record<string, string>;
  readonly Tags?: readonly { Key: string; Value: string }[];
}

export const createTopic = defineOperation({
  resources: ({ Name }: Input, context) => arnOf(context, 'sns', Name),
  handle({ Name, Attributes = {}, Tags = [] }, context) {
    const topic = makeTopic(context, Name, Attributes);
    for (const { Key, Value } of Tags) topic.tags.set(Key, Value);
    return { TopicArn: topic.arn };
  },
});
