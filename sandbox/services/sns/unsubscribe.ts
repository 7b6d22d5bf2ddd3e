import { defineOperation } from '../../kernel/service.ts';
import { findSubscription } from './find-topic.ts';

export const unsubscribe = defineOperation({
  resources: ({ SubscriptionArn }: { SubscriptionArn: string }) =>
    SubscriptionArn.split(':').slice(0, 6).join(':'),
  handle({ SubscriptionArn }, context) {
    findSubscription(context, SubscriptionArn).topic.subscriptions.delete(SubscriptionArn);
  },
});
