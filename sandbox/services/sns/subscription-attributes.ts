import { defineOperation } from '../../kernel/service.ts';
import { findSubscription } from './find-topic.ts';
import { checkAttributes } from './subscribe.ts';

const topicArnOf = (subscriptionArn: string) => subscriptionArn.split(':').slice(0, 6).join(':');

export const getSubscriptionAttributes = defineOperation({
  resources: ({ SubscriptionArn }: { SubscriptionArn: string }) => topicArnOf(SubscriptionArn),
  handle({ SubscriptionArn }, context) {
    const { subscription } = findSubscription(context, SubscriptionArn);
    return {
      Attributes: new Map([
        ['SubscriptionArn', subscription.arn],
        ['TopicArn', subscription.topicArn],
        ['Owner', context.account],
        ['Protocol', subscription.protocol],
        ['Endpoint', subscription.endpoint],
        ['PendingConfirmation', 'false'],
        ['RawMessageDelivery', 'false'],
        ...subscription.attributes,
      ]),
    };
  },
});

interface Input {
  readonly SubscriptionArn: string;
  readonly AttributeName: string;
  readonly AttributeValue?: string;
}

export const setSubscriptionAttributes = defineOperation({
  resources: ({ SubscriptionArn }: Input) => topicArnOf(SubscriptionArn),
  handle({ SubscriptionArn, AttributeName, AttributeValue = '' }, context) {
    const { subscription } = findSubscription(context, SubscriptionArn);
    checkAttributes({ [AttributeName]: AttributeValue });
    if (AttributeValue === '') subscription.attributes.delete(AttributeName);
    else subscription.attributes.set(AttributeName, AttributeValue);
  },
});
