import { authorize, authorizeResource } from '../../kernel/offers/iam.ts';
import type { QueueDelivery } from '../../kernel/offers/sqs.ts';
import { type Scope, scopeOf } from '../../kernel/world.ts';
import { enqueue } from './enqueue.ts';
import { queueByArn } from './find-queue.ts';
import { noSuchQueue } from './sqs-errors.ts';

/**
 * Puts a message into a queue for `caller`. A service principal needs the queue's own policy, a role its own;
 * declines with QueueDoesNotExist or the AccessDenied that AWS words.
 */
export function sendToQueue(scope: Scope, delivery: QueueDelivery): { messageId: string } {
  const { queueArn, caller } = delivery;
  const queue = queueByArn(scope, queueArn);
  if (queue === undefined) throw noSuchQueue();
  const home = scopeOf(scope.world, queueArn.split(':')[3] ?? scope.region);
  if (caller.kind === 'service') {
    authorizeResource(home, {
      policy: queue.settings.get('Policy'),
      principal: caller,
      action: 'sqs:SendMessage',
      resource: queueArn,
      conditions: {},
    });
  } else {
    authorize(home, caller, { action: 'sqs:SendMessage', resources: queueArn, conditions: {} });
  }
  const attributes = Object.entries(delivery.attributes ?? {}).map(
    ([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const,
  );
  const sent = enqueue(home, queue, {
    body: delivery.body,
    attributes: Object.fromEntries(attributes),
    groupId: delivery.groupId,
    deduplicationId: delivery.deduplicationId,
    senderId: caller.kind === 'service' ? caller.service : caller.userId,
  });
  return { messageId: sent.MessageId };
}
