import { defineOperation } from '../../kernel/service.ts';
import { findTopic } from './find-topic.ts';
import { snsState, type Topic } from './state.ts';
import { isPending } from './subscribe.ts';

/** All subscriptions of one topic, on one page. */
export const listSubscriptionsByTopic = defineOperation({
  resources: ({ TopicArn }: { TopicArn: string }) => TopicArn,
  handle: ({ TopicArn }, context) => ({
    Subscriptions: describe(findTopic(context, TopicArn), context.account),
  }),
});

/** All subscriptions of the place, on one page. */
export const listSubscriptions = defineOperation({
  resources: (_input: object) => '*',
  handle: (_input, context) => ({
    Subscriptions: [...snsState(context).topics.values()].flatMap((topic) =>
      describe(topic, context.account),
    ),
  }),
});

function describe({ subscriptions }: Topic, owner: string) {
  return [...subscriptions.values()].map(({ arn, topicArn, protocol, endpoint }) => ({
    SubscriptionArn: isPending({ protocol }) ? 'PendingConfirmation' : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
}
