import type { World } from '../../kernel/world.ts';
import type { Notification, Subscription } from './state.ts';

/**
 * The JSON that an SQS queue gets unless its subscription is raw (SNS developer guide, "HTTP/HTTPS notification
 * JSON format"). The signature is a placeholder, for there is no certificate to check it by.
 */
export function envelopeOf(world: World, { arn }: Subscription, notification: Notification): string {
  const { subject, attributes } = notification;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: notification.messageId,
    TopicArn: notification.topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: notification.message,
    Timestamp: new Date(notification.publishedAt).toISOString(),
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: `${world.endpoint}/SimpleNotificationService-EXAMPLE.pem`,
    UnsubscribeURL: unsubscribeUrl(world, arn),
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: typedAttributes(notification) }),
  });
}

/** The event that a Lambda function gets (Lambda developer guide, "using Lambda with Amazon SNS"). */
export function lambdaEventOf(world: World, { arn }: Subscription, notification: Notification): object {
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: arn,
        Sns: {
          Type: 'Notification',
          MessageId: notification.messageId,
          TopicArn: notification.topicArn,
          Subject: notification.subject ?? null,
          Message: notification.message,
          Timestamp: new Date(notification.publishedAt).toISOString(),
          SignatureVersion: '1',
          Signature: 'EXAMPLE',
          SigningCertUrl: `${world.endpoint}/SimpleNotificationService-EXAMPLE.pem`,
          UnsubscribeUrl: unsubscribeUrl(world, arn),
          MessageAttributes: typedAttributes(notification),
        },
      },
    ],
  };
}

function unsubscribeUrl(world: World, subscriptionArn: string): string {
  return `${world.endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}

function typedAttributes({ attributes }: Notification): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );
}
