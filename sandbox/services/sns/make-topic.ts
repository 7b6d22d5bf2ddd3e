import { arnOf, type Scope } from '../../kernel/world.ts';
import { invalidParameter } from './find-topic.ts';
import { snsState, type Topic } from './state.ts';

/** The attributes of a topic that callers may set and that mean something here or are kept for them. */
const settable = new Set(['Policy', 'DisplayName', 'KmsMasterKeyId', 'DeliveryPolicy', 'TracingConfig']);

/** Makes a topic, or gives the one of that name with these attributes set as well. Declines FIFO topics. */
export function makeTopic(
  scope: Scope,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): Topic {
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(name))
    throw invalidParameter(
      name.endsWith('.fifo') ? 'Topic Name: the sandbox has standard topics only' : 'Topic Name',
    );
  const { topics } = snsState(scope);
  let topic = topics.get(name);
  if (topic === undefined) {
    topic = {
      name,
      arn: arnOf(scope, 'sns', name),
      attributes: new Map(),
      tags: new Map(),
      subscriptions: new Map(),
    };
    topics.set(name, topic);
  }
  for (const [attribute, value] of Object.entries(attributes)) setTopicAttribute(topic, attribute, value);
  return topic;
}

/** Sets one attribute; an empty value takes it away. Declines attributes that a topic does not have. */
export function setTopicAttribute(topic: Topic, name: string, value: string): void {
  if (!settable.has(name)) throw invalidParameter('AttributeName');
  if (name === 'Policy' && value !== '') checkPolicy(value);
  if (value === '') topic.attributes.delete(name);
  else topic.attributes.set(name, value);
}

function checkPolicy(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw invalidParameter('Policy Error: null');
  }
}
