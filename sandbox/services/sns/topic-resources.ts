import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { templateTags } from '../../kernel/template-tags.ts';
import { arnOf, type Scope } from '../../kernel/world.ts';
import { findTopic } from './find-topic.ts';
import { makeTopic } from './make-topic.ts';
import { snsState, type Topic } from './state.ts';
import { subscribeTo } from './subscribe.ts';

/** `AWS::SNS::Topic` with its `Subscription` list: Ref is the ARN. */
export function topicOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const attributes: Record<string, string> = {};
  for (const name of ['DisplayName', 'KmsMasterKeyId', 'TracingConfig'])
    attributes[name] = properties[name] === undefined ? '' : String(properties[name]);
  const topic = makeTopic(scope, String(properties['TopicName'] ?? generatedName), attributes);
  topic.tags = templateTags(properties);
  const subscriptions = Array.isArray(properties['Subscription'])
    ? (properties['Subscription'] as Record<string, unknown>[])
    : [];
  for (const { Protocol, Endpoint } of subscriptions)
    subscribeTo(scope, topic, { protocol: String(Protocol), endpoint: String(Endpoint) });
  return { ref: topic.arn, attributes: { TopicArn: topic.arn, TopicName: topic.name } };
}

/** `AWS::SNS::TopicPolicy`: puts the policy on every topic it lists. */
export function topicPolicyOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const policy = JSON.stringify(properties['PolicyDocument']);
  for (const arn of topicsIn(properties)) findTopic(scope, arn).attributes.set('Policy', policy);
  return { ref: generatedName, attributes: { Id: generatedName } };
}

/** `AWS::SNS::Subscription`: Ref is the ARN. */
export function subscriptionOfTemplate({ scope, properties }: ResourceRequest): ResourceResult {
  const attributes: Record<string, string> = {};
  for (const name of ['RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy']) {
    const value = properties[name];
    if (value === undefined) continue;
    attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  const { arn } = subscribeTo(scope, findTopic(scope, String(properties['TopicArn'])), {
    protocol: String(properties['Protocol']),
    endpoint: String(properties['Endpoint'] ?? ''),
    attributes,
  });
  return { ref: arn, attributes: { Arn: arn } };
}

/** `AWS::SNS::Topic`. */
export const topicKind: ResourceKind = {
  nameProperty: 'TopicName',
  make: topicOfTemplate,
  remove: ({ scope, name }) => void snsState(scope).topics.delete(name),
  isTaken: (scope, name) => snsState(scope).topics.has(name),
  replacing: ['TopicName', 'FifoTopic'],
  permissions: {
    on: ({ scope, name }) => arnOf(scope, 'sns', name),
    create: ['sns:CreateTopic', 'sns:GetTopicAttributes'],
    update: ['sns:SetTopicAttributes', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
    delete: ['sns:DeleteTopic', 'sns:GetTopicAttributes'],
    tag: ['sns:TagResource', 'sns:ListTagsForResource'],
    untag: ['sns:UntagResource'],
    properties: { Subscription: { set: ['sns:Subscribe'], unset: ['sns:Unsubscribe'] } },
  },
};

/** `AWS::SNS::TopicPolicy`. */
export const topicPolicyKind: ResourceKind = {
  make: topicPolicyOfTemplate,
  remove({ scope, properties }) {
    for (const arn of topicsIn(properties)) topicOf(scope, arn)?.attributes.delete('Policy');
  },
  replacing: [],
  permissions: {
    on: ({ properties }) => topicsIn(properties)[0] ?? '*',
    create: ['sns:SetTopicAttributes'],
    update: ['sns:SetTopicAttributes'],
    delete: ['sns:SetTopicAttributes'],
  },
};

/** `AWS::SNS::Subscription`. */
export const subscriptionKind: ResourceKind = {
  make: subscriptionOfTemplate,
  remove: ({ scope, ref, properties }) =>
    void topicOf(scope, String(properties['TopicArn']))?.subscriptions.delete(ref),
  replacing: ['Endpoint', 'Protocol', 'TopicArn'],
  permissions: {
    on: ({ properties }) => String(properties['TopicArn']),
    create: ['sns:Subscribe'],
    update: ['sns:SetSubscriptionAttributes'],
    delete: ['sns:Unsubscribe', 'sns:GetSubscriptionAttributes'],
  },
};

function topicsIn({ Topics }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(Topics) ? Topics.map(String) : [];
}

function topicOf(scope: Scope, arn: string): Topic | undefined {
  return snsState(scope).topics.get(arn.split(':').at(-1) ?? '');
}
