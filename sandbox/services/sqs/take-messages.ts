import type { Scope } from '../../kernel/world.ts';
import { announceArrival } from './arrivals.ts';
import { queueByArn } from './find-queue.ts';
import { isFifo, numberSetting, redrivePolicyOf } from './queue-settings.ts';
import type { Message, Queue } from './state.ts';

/** What to take: how many at the most, and for how long they are hidden from others. */
export interface Taking {
  readonly most: number;
  readonly visibilitySeconds: number;
}

/**
 * Hands out visible messages, oldest first, and hides them. A message that was received too often goes to the
 * dead-letter queue instead; one past its retention is dropped. A FIFO group with a message in flight waits.
 */
export function takeMessages(scope: Scope, queue: Queue, { most, visibilitySeconds }: Taking): Message[] {
  const now = scope.world.clock.now();
  dropExpired(queue, now);
  moveDeadLetters(scope, queue, now);
  const busyGroups = new Set(
    queue.messages.filter((message) => message.visibleAt > now).map((message) => message.groupId),
  );
  const taken: Message[] = [];
  for (const message of queue.messages) {
    if (taken.length === most) break;
    if (message.visibleAt > now) continue;
    if (isFifo(queue) && busyGroups.has(message.groupId)) continue;
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + visibilitySeconds * 1000;
    message.receiptHandle = Buffer.from(`${message.id} ${scope.world.ids.hex(16)}`).toString('base64');
    taken.push(message);
  }
  return taken;
}

/** When the next hidden message shows again, or nothing when none is hidden. */
export function nextVisibleAt(queue: Queue, now: number): number | undefined {
  const later = queue.messages.map((message) => message.visibleAt).filter((at) => at > now);
  return later.length === 0 ? undefined : Math.min(...later);
}

function dropExpired(queue: Queue, now: number): void {
  const oldest = now - numberSetting(queue, 'MessageRetentionPeriod') * 1000;
  queue.messages = queue.messages.filter((message) => message.sentAt > oldest);
}

function moveDeadLetters(scope: Scope, queue: Queue, now: number): void {
  const policy = redrivePolicyOf(queue);
  const target = policy && queueByArn(scope, policy.deadLetterTargetArn);
  if (policy === undefined || target === undefined) return;
  const isDead = (message: Message) =>
    message.visibleAt <= now && message.receiveCount >= policy.maxReceiveCount;
  const dead = queue.messages.filter(isDead);
  if (dead.length === 0) return;
  queue.messages = queue.messages.filter((message) => !isDead(message));
  for (const message of dead) {
    target.messages.push({ ...withoutReceipt(message), sourceArn: queue.arn, visibleAt: now });
  }
  announceArrival(scope, target.arn);
}

function withoutReceipt(message: Message): Message {
  const { receiptHandle: _, firstReceivedAt: __, ...rest } = message;
  return { ...rest, receiveCount: 0 };
}
