import { type CallContext, defineOperation } from '../../kernel/service.ts';
import { waitForArrival } from './arrivals.ts';
import { findQueue } from './find-queue.ts';
import { md5, md5OfAttributes } from './message-digests.ts';
import { queueResource } from './queue-resource.ts';
import { numberSetting } from './queue-settings.ts';
import { invalidParameter } from './sqs-errors.ts';
import type { Message, MessageAttribute, Queue } from './state.ts';
import { nextVisibleAt, takeMessages } from './take-messages.ts';

interface Input {
  readonly QueueUrl: string;
  readonly MaxNumberOfMessages?: number | string;
  readonly VisibilityTimeout?: number | string;
  readonly WaitTimeSeconds?: number | string;
  readonly MessageAttributeNames?: readonly string[];
  readonly AttributeNames?: readonly string[];
  readonly MessageSystemAttributeNames?: readonly string[];
}

/** Up to ten visible messages; with a wait, the answer comes as soon as there is one or when the time is over. */
export const receiveMessage = defineOperation({
  resources: (input: Input, context) => queueResource(input, context),
  async handle(input, context) {
    const queue = findQueue(context, input.QueueUrl);
    const most = inRange('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, { least: 1, most: 10 });
    const waitSeconds = inRange(
      'WaitTimeSeconds',
      input.WaitTimeSeconds ?? numberSetting(queue, 'ReceiveMessageWaitTimeSeconds'),
      { least: 0, most: 20 },
    );
    const visibilitySeconds = inRange(
      'VisibilityTimeout',
      input.VisibilityTimeout ?? numberSetting(queue, 'VisibilityTimeout'),
      { least: 0, most: 43_200 },
    );
    const messages = await takeWithin(context, queue, { most, visibilitySeconds, waitSeconds });
    if (messages.length === 0) return {};
    return { Messages: messages.map((message) => describe(message, input)) };
  },
});

function inRange(
  name: string,
  value: number | string,
  { least, most }: { least: number; most: number },
): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${least} and <= ${most}, if provided.`,
  );
}

async function takeWithin(
  context: CallContext,
  queue: Queue,
  wanted: { most: number; visibilitySeconds: number; waitSeconds: number },
): Promise<Message[]> {
  const { clock } = context.world;
  const deadline = clock.now() + wanted.waitSeconds * 1000;
  for (;;) {
    const messages = takeMessages(context, queue, wanted);
    const now = clock.now();
    if (messages.length > 0 || now >= deadline) return messages;
    const until = Math.min(deadline, nextVisibleAt(queue, now) ?? deadline);
    await waitForArrival(context, queue.arn, until - now);
  }
}

function describe(message: Message, input: Input) {
  const attributes = systemAttributes(message, [
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ]);
  const own = askedAttributes(message, input.MessageAttributeNames ?? []);
  const digest = md5OfAttributes(own);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(attributes).length === 0 ? {} : { Attributes: attributes }),
    ...(digest === undefined ? {} : { MD5OfMessageAttributes: digest, MessageAttributes: own }),
  };
}

function systemAttributes(message: Message, asked: readonly string[]): Record<string, string> {
  const all: Record<string, string | undefined> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? ''),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    DeadLetterQueueSourceArn: message.sourceArn,
  };
  const told: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && (asked.includes('All') || asked.includes(name))) told[name] = value;
  }
  return told;
}

/** Names may be exact, `All`, or a prefix followed by `.*`. */
function askedAttributes(message: Message, asked: readonly string[]): Record<string, MessageAttribute> {
  const isAsked = (name: string) =>
    asked.some(
      (wanted) =>
        wanted === 'All' ||
        wanted === name ||
        (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(message.attributes).filter(([name]) => isAsked(name)));
}
