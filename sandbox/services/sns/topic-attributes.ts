import { defineOperation } from '../../kernel/service.ts';
import { findTopic } from './find-topic.ts';
import { setTopicAttribute } from './make-topic.ts';

export const getTopicAttributes = defineOperation({
  resources: ({ TopicArn }: { TopicArn: string }) => TopicArn,
  handle({ TopicArn }, context) {
    const topic = findTopic(context, TopicArn);
    return {
      Attributes: new Map([
        ['TopicArn', topic.arn],
        ['Owner', context.account],
        ['DisplayName', ''],
        ['SubscriptionsConfirmed', String(topic.subscriptions.size)],
        ['SubscriptionsPending', '0'],
        ['SubscriptionsDeleted', '0'],
        ...topic.attributes,
      ]),
    };
  },
});

interface Input {
  readonly TopicArn: string;
  readonly AttributeName: string;
  readonly AttributeValue?: string;
}

export const setTopicAttributes = defineOperation({
  resources: ({ TopicArn }: Input) => TopicArn,
  handle({ TopicArn, AttributeName, AttributeValue = '' }, context) {
    setTopicAttribute(findTopic(context, TopicArn), AttributeName, AttributeValue);
  },
});
