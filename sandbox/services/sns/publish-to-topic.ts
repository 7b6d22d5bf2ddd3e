import { authorize, authorizeResource } from '../../kernel/offers/iam.ts';
import type { TopicNotice } from '../../kernel/offers/sns.ts';
import { type Scope, scopeOf } from '../../kernel/world.ts';
import { deliverNotification } from './deliver-notification.ts';
import { findTopic, invalidParameter } from './find-topic.ts';
import type { MessageAttribute, Notification, Topic } from './state.ts';

/** What is published. */
export interface TopicMessage {
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}

/**
 * Publishes for another service or a role, which needs the topic's policy or its own. Deliveries follow in their
 * own time. Declines with NotFound or the AccessDenied that AWS words.
 */
export function publishToTopic(scope: Scope, { caller, ...message }: TopicNotice): { messageId: string } {
  const topic = findTopic(scope, message.topicArn);
  if (caller.kind === 'service') {
    authorizeResource(scope, {
      policy: topic.attributes.get('Policy'),
      principal: caller,
      action: 'sns:Publish',
      resource: topic.arn,
    });
  } else {
    authorize(scope, caller, { action: 'sns:Publish', resources: topic.arn });
  }
  return publish(scope, topic, message);
}

/** Publishes without asking who calls; declines messages that SNS does not take. */
export function publish(scope: Scope, topic: Topic, given: TopicMessage): { messageId: string } {
  checkMessage(given);
  const { world } = scope;
  const home = scopeOf(world, topic.arn.split(':')[3] ?? scope.region);
  const notification: Notification = {
    messageId: world.ids.uuid(),
    topicArn: topic.arn,
    subject: given.subject,
    message: given.message,
    attributes: given.attributes ?? {},
    publishedAt: world.clock.now(),
  };
  for (const subscription of topic.subscriptions.values()) {
    world.clock.after(0, () => deliverNotification(home, subscription, notification));
  }
  return { messageId: notification.messageId };
}

function checkMessage({ message, subject }: TopicMessage): void {
  if (typeof message !== 'string' || message === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(message) > 262_144) throw invalidParameter('Message too long');
  // SNS API reference, Publish: up to 100 ASCII characters, no line breaks or control characters.
  if (subject !== undefined && !/^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject))
    throw invalidParameter('Subject');
}
