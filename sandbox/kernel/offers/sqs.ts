import { defineOffer } from '../offer.ts';
import type { Principal } from '../world.ts';

/** A message that another service puts into a queue. */
export interface QueueDelivery {
  readonly queueArn: string;
  readonly body: string;
  /** Text attributes by name. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** For a service the queue's own policy decides, for a role its policies. */
  readonly caller: Principal;
}

/** The message is in the queue, or an `AwsError`: no such queue, or `caller` may not. */
export const sendToQueue = defineOffer<[delivery: QueueDelivery], { messageId: string }>('sqs.sendToQueue');
