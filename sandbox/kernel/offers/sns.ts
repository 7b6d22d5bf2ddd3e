import { defineOffer } from '../offer.ts';
import type { Principal } from '../world.ts';

/** What another service publishes. */
export interface TopicNotice {
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
  /** For a service the topic's own policy decides, for a role its policies. */
  readonly caller: Principal;
}

/** Published, deliveries follow; or an `AwsError`: no such topic, a message that SNS does not take, or `caller` may not. */
export const publishToTopic = defineOffer<[notice: TopicNotice], { messageId: string }>('sns.publishToTopic');
