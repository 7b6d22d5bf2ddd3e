import { defineState } from '../../kernel/world.ts';

/** A message attribute as it travels; `BinaryValue` stays base64 text. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: 'sqs' | 'lambda' | 'email' | 'email-json' | 'http' | 'https' | 'sms';
  readonly endpoint: string;
  /** `RawMessageDelivery`, `FilterPolicy`, `FilterPolicyScope` and `RedrivePolicy`, as text. */
  readonly attributes: Map<string, string>;
}

export interface Topic {
  readonly name: string;
  readonly arn: string;
  /** What SetTopicAttributes set, as text. */
  readonly attributes: Map<string, string>;
  tags: Map<string, string>;
  readonly subscriptions: Map<string, Subscription>;
}

/** A message that was published; `messageId` is its identity for every subscriber. */
export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
}

/** An e-mail or a text message that would have been sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly topicArn: string;
  readonly sentAt: number;
}

/** What became of a notification for one subscription. */
export interface NotificationRecord {
  readonly messageId: string;
  readonly subscriptionArn: string;
  readonly endpoint: string;
  readonly outcome: 'delivered' | 'filtered' | 'dead-lettered' | 'lost';
  readonly error?: string;
}

/** The topics of one account and Region by name, the mail of their e-mail subscribers, and the last deliveries. */
export const snsState = defineState('sns', () => ({
  topics: new Map<string, Topic>(),
  inbox: [] as Mail[],
  records: [] as NotificationRecord[],
}));
