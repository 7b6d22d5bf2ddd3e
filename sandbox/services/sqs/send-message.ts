import { authorizeKey } from '../../kernel/offers/iam.ts';
import { defineOperation } from '../../kernel/service.ts';
import type { Principal } from '../../kernel/world.ts';
import { enqueue, type NewMessage } from './enqueue.ts';
import { findQueue } from './find-queue.ts';
import { queueResource } from './queue-resource.ts';
import type { MessageAttribute } from './state.ts';

/** The parts of a message that SendMessage and each entry of SendMessageBatch have. */
export interface MessageInput {
  readonly MessageBody: string;
  readonly DelaySeconds?: number | string;
  readonly MessageAttributes?: Record<string, MessageAttribute>;
  readonly MessageDeduplicationId?: string;
  readonly MessageGroupId?: string;
}

/** The message that an input describes, sent by `principal`. */
export function messageOf(input: MessageInput, principal: Principal): NewMessage {
  return {
    body: input.MessageBody,
    attributes: input.MessageAttributes,
    delaySeconds: input.DelaySeconds === undefined ? undefined : Number(input.DelaySeconds),
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
    senderId: principal.kind === 'service' ? principal.service : principal.userId,
  };
}

export const sendMessage = defineOperation({
  resources: (input: MessageInput & { QueueUrl: string }, context) => queueResource(input, context),
  handle(input, context) {
    const queue = findQueue(context, input.QueueUrl);
    // SQS developer guide, "Configure KMS permissions": a producer needs both.
    authorizeKey(context, context.principal, {
      service: 'sqs',
      key: queue.settings.get('KmsMasterKeyId') || undefined,
      actions: ['GenerateDataKey', 'Decrypt'],
    });
    return enqueue(context, queue, messageOf(input, context.principal));
  },
});
