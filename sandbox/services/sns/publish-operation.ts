import { defineOperation } from '../../kernel/service.ts';
import { findTopic } from './find-topic.ts';
import { publish } from './publish-to-topic.ts';
import type { MessageAttribute } from './state.ts';

interface Input {
  readonly TopicArn?: string;
  readonly TargetArn?: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageAttributes?: Record<string, MessageAttribute>;
}

/** Publishes one message to a topic; phone numbers and mobile endpoints are no topics and are not found. */
export const publishMessage = defineOperation({
  resources: ({ TopicArn, TargetArn }: Input) => TopicArn ?? TargetArn ?? '*',
  handle(input, context) {
    const topic = findTopic(context, input.TopicArn ?? input.TargetArn);
    const { messageId } = publish(context, topic, {
      topicArn: topic.arn,
      subject: input.Subject,
      message: input.Message,
      attributes: input.MessageAttributes ?? {},
    });
    return { MessageId: messageId };
  },
});
