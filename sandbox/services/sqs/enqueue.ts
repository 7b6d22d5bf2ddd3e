import { createHash } from 'node:crypto';
import type { Scope } from '../../kernel/world.ts';
import { announceArrival } from './arrivals.ts';
import { md5, md5OfAttributes } from './message-digests.ts';
import { isFifo, numberSetting } from './queue-settings.ts';
import { invalidParameter, missingParameter } from './sqs-errors.ts';
import type { Message, MessageAttribute, Queue } from './state.ts';

/** How long a FIFO queue remembers a deduplication id (SQS developer guide). */
const deduplicationMs = 5 * 60 * 1000;

/** A message to put into a queue. */
export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>> | undefined;
  readonly delaySeconds?: number | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly senderId: string;
}

/** What SendMessage answers. */
export interface SentMessage {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly SequenceNumber?: string;
}

/** Puts a message into a queue and wakes its receivers; a FIFO queue answers a repeat without keeping it. */
export function enqueue(scope: Scope, queue: Queue, given: NewMessage): SentMessage {
  checkBody(queue, given);
  const now = scope.world.clock.now();
  const delay = delayOf(queue, given);
  const order = isFifo(queue) ? fifoOrder(queue, given, now) : undefined;
  const message: Message = {
    id: order?.repeatOf ?? scope.world.ids.uuid(),
    body: given.body,
    attributes: given.attributes ?? {},
    senderId: given.senderId,
    sentAt: now,
    visibleAt: now + delay * 1000,
    receiveCount: 0,
    ...order?.members,
  };
  if (order?.repeatOf === undefined) keep(scope, queue, message);
  return receiptOf(message);
}

function receiptOf({ id, body, attributes, sequenceNumber }: Message): SentMessage {
  const attributesMd5 = md5OfAttributes(attributes);
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    ...(attributesMd5 === undefined ? {} : { MD5OfMessageAttributes: attributesMd5 }),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
  };
}

function delayOf(queue: Queue, { delaySeconds }: NewMessage): number {
  const delay = delaySeconds ?? numberSetting(queue, 'DelaySeconds');
  if (delay >= 0 && delay <= 900) return delay;
  throw invalidParameter(
    `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
  );
}

function keep(scope: Scope, queue: Queue, message: Message): void {
  if (message.deduplicationId !== undefined)
    queue.seen.set(message.deduplicationId, {
      at: message.sentAt,
      messageId: message.id,
      sequenceNumber: message.sequenceNumber ?? '',
    });
  queue.messages.push(message);
  announceArrival(scope, queue.arn);
}

function checkBody(queue: Queue, { body }: NewMessage): void {
  if (typeof body !== 'string' || body === '') throw missingParameter('MessageBody');
  const most = numberSetting(queue, 'MaximumMessageSize');
  if (Buffer.byteLength(body) > most)
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
}

interface FifoOrder {
  readonly repeatOf?: string;
  readonly members: { groupId: string; deduplicationId: string; sequenceNumber: string };
}

function fifoOrder(queue: Queue, { groupId, deduplicationId, body }: NewMessage, now: number): FifoOrder {
  if (groupId === undefined) throw missingParameter('MessageGroupId');
  const isByContent = queue.settings.get('ContentBasedDeduplication') === 'true';
  const id = deduplicationId ?? (isByContent ? createHash('sha256').update(body).digest('hex') : undefined);
  if (id === undefined)
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  const seen = queue.seen.get(id);
  if (seen !== undefined && now - seen.at < deduplicationMs)
    return {
      repeatOf: seen.messageId,
      members: { groupId, deduplicationId: id, sequenceNumber: seen.sequenceNumber },
    };
  queue.lastSequence += 1;
  const sequenceNumber = String(queue.lastSequence).padStart(20, '0');
  return { members: { groupId, deduplicationId: id, sequenceNumber } };
}
