import { AwsError } from '../../kernel/errors.ts';
import { invokeAsync } from '../../kernel/offers/lambda.ts';
import { sendToQueue } from '../../kernel/offers/sqs.ts';
import type { Principal, Scope } from '../../kernel/world.ts';
import { passesFilter } from './filter-policy.ts';
import { envelopeOf, lambdaEventOf } from './message-forms.ts';
import { type Notification, type NotificationRecord, type Subscription, snsState } from './state.ts';
import { isPending } from './subscribe.ts';

/** How many deliveries, and how many mails, a place remembers. */
const LIMIT = 1000;

/**
 * Brings a notification to one subscriber and records what became of it. What cannot be delivered goes to the
 * subscription's dead-letter queue when it has one that SNS may write to; there are no retries, for the targets
 * of this sandbox either take a message or refuse it for good.
 */
export function deliverNotification(
  scope: Scope,
  subscription: Subscription,
  notification: Notification,
): void {
  if (isPending(subscription)) return;
  const { records } = snsState(scope);
  records.push({
    messageId: notification.messageId,
    subscriptionArn: subscription.arn,
    endpoint: subscription.endpoint,
    ...outcomeOf(scope, subscription, notification),
  });
  if (records.length > LIMIT) records.shift();
}

type Outcome = Pick<NotificationRecord, 'outcome' | 'error'>;

function outcomeOf(scope: Scope, subscription: Subscription, notification: Notification): Outcome {
  if (!passesFilter(subscription, notification)) return { outcome: 'filtered' };
  try {
    deliver(scope, subscription, notification);
    return { outcome: 'delivered' };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return deadLetter(scope, subscription, { notification, error });
  }
}

function deliver(scope: Scope, subscription: Subscription, notification: Notification): void {
  const { world } = scope;
  switch (subscription.protocol) {
    case 'sqs':
      sendToQueue(scope, {
        queueArn: subscription.endpoint,
        ...queueMessage(scope, subscription, notification),
        caller: snsFor(subscription),
      });
      return;
    case 'lambda':
      invokeAsync(scope, {
        functionArn: subscription.endpoint,
        payload: lambdaEventOf(world, subscription, notification),
        caller: snsFor(subscription),
      });
      return;
    case 'email':
    case 'email-json':
    case 'sms': {
      const { inbox } = snsState(scope);
      inbox.push({
        to: subscription.endpoint,
        subject: notification.subject ?? 'AWS Notification Message',
        text:
          subscription.protocol === 'email-json'
            ? envelopeOf(world, subscription, notification)
            : notification.message,
        topicArn: subscription.topicArn,
        sentAt: world.clock.now(),
      });
      if (inbox.length > LIMIT) inbox.shift();
      return;
    }
    case 'http':
    case 'https':
    // They are told nothing until they have confirmed.
  }
}

function snsFor({ topicArn }: Subscription): Principal {
  return { kind: 'service', service: 'sns.amazonaws.com', sourceArn: topicArn };
}

/** The body and attributes for a queue: the envelope, or the bare message with the text attributes it had. */
function queueMessage(
  { world }: Scope,
  subscription: Subscription,
  notification: Notification,
): { body: string; attributes?: Record<string, string> } {
  if (subscription.attributes.get('RawMessageDelivery') !== 'true')
    return { body: envelopeOf(world, subscription, notification) };
  const attributes: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(notification.attributes))
    if (StringValue !== undefined) attributes[name] = StringValue;
  return { body: notification.message, attributes };
}

function deadLetter(
  scope: Scope,
  subscription: Subscription,
  { notification, error }: { notification: Notification; error: AwsError },
): Outcome {
  const policy = subscription.attributes.get('RedrivePolicy');
  if (policy === undefined) return { outcome: 'lost', error: error.message };
  try {
    sendToQueue(scope, {
      queueArn: String((JSON.parse(policy) as { deadLetterTargetArn?: unknown }).deadLetterTargetArn),
      ...queueMessage(scope, subscription, notification),
      caller: snsFor(subscription),
    });
    return { outcome: 'dead-lettered', error: error.message };
  } catch (refusal) {
    if (!(refusal instanceof AwsError)) throw refusal;
    return {
      outcome: 'lost',
      error: `${error.message}; and its dead-letter queue cannot be written to: ${refusal.message}`,
    };
  }
}
