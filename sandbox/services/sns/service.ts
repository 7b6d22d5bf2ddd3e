import * as offered from '../../kernel/offers/sns.ts';
import type { Service } from '../../kernel/service.ts';
import { createTopic } from './create-topic.ts';
import { deleteTopic } from './delete-topic.ts';
import { listSubscriptions, listSubscriptionsByTopic } from './list-subscriptions.ts';
import { listTagsForResource } from './list-tags.ts';
import { listTopics } from './list-topics.ts';
import { publishMessage } from './publish-operation.ts';
import { publishToTopic } from './publish-to-topic.ts';
import { subscribe } from './subscribe.ts';
import { getSubscriptionAttributes, setSubscriptionAttributes } from './subscription-attributes.ts';
import { getTopicAttributes, setTopicAttributes } from './topic-attributes.ts';
import { subscriptionKind, topicKind, topicPolicyKind } from './topic-resources.ts';
import { unsubscribe } from './unsubscribe.ts';

export const sns: Service = {
  name: 'sns',
  protocols: [
    {
      kind: 'query',
      apiVersion: '2010-03-31',
      namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
      style: { accessDenied: 'AuthorizationError' },
    },
  ],
  operations: {
    CreateTopic: createTopic,
    DeleteTopic: deleteTopic,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    GetTopicAttributes: getTopicAttributes,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTagsForResource: listTagsForResource,
    ListTopics: listTopics,
    Publish: publishMessage,
    SetSubscriptionAttributes: setSubscriptionAttributes,
    SetTopicAttributes: setTopicAttributes,
    Subscribe: subscribe,
    Unsubscribe: unsubscribe,
  },
  resources: {
    'AWS::SNS::Subscription': subscriptionKind,
    'AWS::SNS::Topic': topicKind,
    'AWS::SNS::TopicPolicy': topicPolicyKind,
  },
  offers: [offered.publishToTopic.by(publishToTopic)],
};
