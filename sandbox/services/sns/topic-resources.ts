import type { ResourceRequest, ResourceResult } from '../../kernel/service.ts';
import { findTopic } from './find-topic.ts';
import { makeTopic } from './make-topic.ts';
import { subscribeTo } from './subscribe.ts';

/** `AWS::SNS::Topic` with its `Subscription` list: Ref is the ARN. */
export function topicOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const attributes: Record<string, string> = {};
  for (const name of ['DisplayName', 'KmsMasterKeyId', 'TracingConfig'])
    if (properties[name] !== undefined) attributes[name] = String(properties[name]);
  const topic = makeTopic(scope, String(properties['TopicName'] ?? generatedName), attributes);
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
  const topics = Array.isArray(properties['Topics']) ? (properties['Topics'] as unknown[]) : [];
  for (const arn of topics) findTopic(scope, String(arn)).attributes.set('Policy', policy);
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
