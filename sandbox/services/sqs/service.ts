import * as offered from '../../kernel/offers/sqs.ts';
import type { Service } from '../../kernel/service.ts';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './change-message-visibility.ts';
import { createQueue } from './create-queue.ts';
import { deleteMessage } from './delete-message.ts';
import { deleteMessageBatch } from './delete-message-batch.ts';
import { deleteQueue } from './delete-queue.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { getQueueUrl } from './get-queue-url.ts';
import { listQueues } from './list-queues.ts';
import { listMessageMoveTasks, startMessageMoveTask } from './message-move-tasks.ts';
import { purgeQueue } from './purge-queue.ts';
import { queryStyle } from './query-style.ts';
import { queueKind, queuePolicyKind } from './queue-resources.ts';
import { listQueueTags, tagQueue } from './queue-tags.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage } from './send-message.ts';
import { sendMessageBatch } from './send-message-batch.ts';
import { sendToQueue } from './send-to-queue.ts';
import { setQueueAttributes } from './set-queue-attributes.ts';

export const sqs: Service = {
  name: 'sqs',
  protocols: [
    { kind: 'json', version: '1.0', targetPrefix: 'AmazonSQS.' },
    {
      kind: 'query',
      apiVersion: '2012-11-05',
      namespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
      style: queryStyle,
    },
  ],
  operations: {
    ChangeMessageVisibility: changeMessageVisibility,
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
    CreateQueue: createQueue,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    DeleteQueue: deleteQueue,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListMessageMoveTasks: listMessageMoveTasks,
    ListQueueTags: listQueueTags,
    ListQueues: listQueues,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
    SetQueueAttributes: setQueueAttributes,
    StartMessageMoveTask: startMessageMoveTask,
    TagQueue: tagQueue,
  },
  resources: {
    'AWS::SQS::Queue': queueKind,
    'AWS::SQS::QueuePolicy': queuePolicyKind,
  },
  offers: [offered.sendToQueue.by(sendToQueue)],
};
