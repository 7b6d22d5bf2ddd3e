import { defineState } from '../../kernel/world.ts';

/** A message attribute as it travels; `BinaryValue` stays base64 text. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** A message and where it is in its life; times are epoch milliseconds of sandbox time. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  /** Kept when the message moves to a dead-letter queue, and so does its retention (notes on AWS's redrive). */
  readonly sentAt: number;
  /** ARN of the queue that a dead letter came from. */
  sourceArn?: string;
  /** Not handed out before this instant. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  receiptHandle?: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
}

/** One queue. `settings` holds the attributes a caller may set, as text; what is missing has its default. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  changedAt: number;
  purgedAt?: number;
  settings: Map<string, string>;
  tags: Map<string, string>;
  messages: Message[];
  /** Deduplication id to what the first message with it was answered; FIFO queues only. */
  seen: Map<string, { readonly at: number; readonly messageId: string; readonly sequenceNumber: string }>;
  lastSequence: number;
}

/** A redrive from a dead-letter queue; it ends within the call that starts it. */
export interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn?: string;
  readonly maxPerSecond?: number;
  readonly startedAt: number;
  readonly moved: number;
}

/** The queues of one account and Region, by name, and the redrives that ran there. */
export const sqsState = defineState('sqs', () => ({
  queues: new Map<string, Queue>(),
  moveTasks: [] as MoveTask[],
}));
