import { compilePattern } from '../../kernel/event-pattern/compile-pattern.ts';
import { defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { findTopic, invalidParameter } from './find-topic.ts';
import type { Subscription, Topic } from './state.ts';

const attributeNames = new Set(['RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy']);

/** A subscription to be made. */
export interface SubscriptionInput {
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Subscribes an endpoint, or gives its subscription when there is one. E-mail addresses and telephone
 * numbers (kept as an inbox, confirmed at once) are taken beside queues and functions. Web addresses wait for their
 * confirmation for ever, for the sandbox sends nothing out; until then SNS sends them nothing either.
 */
export function subscribeTo(scope: Scope, topic: Topic, input: SubscriptionInput): Subscription {
  const { endpoint, attributes = {} } = input;
  const protocol = checkedProtocol(input);
  checkAttributes(attributes);
  for (const subscription of topic.subscriptions.values()) {
    if (subscription.protocol !== protocol || subscription.endpoint !== endpoint) continue;
    for (const [name, value] of Object.entries(attributes)) subscription.attributes.set(name, value);
    return subscription;
  }
  const subscription: Subscription = {
    arn: `${topic.arn}:${scope.world.ids.uuid()}`,
    topicArn: topic.arn,
    protocol,
    endpoint,
    attributes: new Map(Object.entries(attributes)),
  };
  topic.subscriptions.set(subscription.arn, subscription);
  return subscription;
}

function checkedProtocol({ protocol, endpoint }: SubscriptionInput): Subscription['protocol'] {
  switch (protocol) {
    case 'sqs':
    case 'lambda':
      if (!new RegExp(`^arn:[^:]+:${protocol}:`).test(endpoint))
        throw invalidParameter(`${protocol === 'sqs' ? 'SQS' : 'Lambda'} endpoint ARN`);
      return protocol;
    case 'email':
    case 'email-json':
      if (!endpoint.includes('@')) throw invalidParameter('Email address');
      return protocol;
    case 'http':
    case 'https':
      if (!endpoint.startsWith(`${protocol}://`))
        throw invalidParameter('Endpoint must match the specified protocol');
      return protocol;
    case 'sms':
      if (!/^\+[0-9]{7,15}$/.test(endpoint)) throw invalidParameter(`Invalid SMS endpoint: ${endpoint}`);
      return protocol;
    default:
      throw invalidParameter(`Does not support this protocol string: ${protocol}`);
  }
}

/** Whether the endpoint has not said yet that it wants to be told. */
export function isPending({ protocol }: Pick<Subscription, 'protocol'>): boolean {
  return protocol === 'http' || protocol === 'https';
}

/** Declines attributes that a subscription does not have, and filters that cannot be read. */
export function checkAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!attributeNames.has(name)) throw invalidParameter('AttributeName');
    if (name === 'FilterPolicy' && value !== '') checkFilter(value);
  }
}

function checkFilter(text: string): void {
  try {
    compilePattern(JSON.parse(text));
  } catch (error) {
    throw invalidParameter(`FilterPolicy: ${(error as Error).message}`);
  }
}

interface Input {
  readonly TopicArn: string;
  readonly Protocol: string;
  readonly Endpoint?: string;
  readonly Attributes?: Record<string, string>;
}

export const subscribe = defineOperation({
  resources: ({ TopicArn }: Input) => TopicArn,
  handle(input, context) {
    const topic = findTopic(context, input.TopicArn);
    const { arn } = subscribeTo(context, topic, {
      protocol: input.Protocol,
      endpoint: input.Endpoint ?? '',
      attributes: input.Attributes ?? {},
    });
    return { SubscriptionArn: arn };
  },
});
