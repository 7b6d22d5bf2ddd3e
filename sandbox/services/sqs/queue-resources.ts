import type { ResourceKind, ResourceRequest, ResourceResult } from '../../kernel/resource-kind.ts';
import { arnOf } from '../../kernel/world.ts';
import { findQueue, queueNameOf, queueUrlOf } from './find-queue.ts';
import { makeQueue } from './make-queue.ts';
import { checkSettings } from './queue-settings.ts';
import { sqsState } from './state.ts';

/** `AWS::SQS::Queue`: Ref is the URL. A queue that exists keeps its messages and takes the new settings. */
export function queueOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const { QueueName, Tags, ...rest } = properties;
  const isFifo = String(rest['FifoQueue']) === 'true';
  const name = String(
    QueueName ?? (isFifo ? `${generatedName.slice(0, 75)}.fifo` : generatedName.slice(0, 80)),
  );
  const settings: Record<string, string> = {};
  for (const [key, value] of Object.entries(rest))
    settings[key] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  checkSettings(settings);
  const existing = sqsState(scope).queues.get(name);
  if (existing !== undefined) {
    // A queue's policy is a resource of its own in templates and not part of what this one sets.
    const policy = existing.settings.get('Policy');
    existing.settings = new Map(
      Object.entries({ ...settings, ...(policy === undefined ? {} : { Policy: policy }) }),
    );
  }
  const queue = existing ?? makeQueue(scope, name, { settings, tags: tagsOf(Tags) });
  const url = queueUrlOf(scope, queue.name);
  return { ref: url, attributes: { Arn: queue.arn, QueueName: queue.name, QueueUrl: url } };
}

/** `AWS::SQS::QueuePolicy`: puts the policy on every queue it lists, by URL. */
export function queuePolicyOfTemplate({ scope, generatedName, properties }: ResourceRequest): ResourceResult {
  const policy = JSON.stringify(properties['PolicyDocument']);
  for (const url of queuesIn(properties)) findQueue(scope, url).settings.set('Policy', policy);
  return { ref: generatedName, attributes: { Id: generatedName } };
}

function tagsOf(tags: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (!Array.isArray(tags)) return found;
  for (const tag of tags as { Key?: unknown; Value?: unknown }[]) found[String(tag.Key)] = String(tag.Value);
  return found;
}

/** `AWS::SQS::Queue`. */
export const queueKind: ResourceKind = {
  nameProperty: 'QueueName',
  nameLimit: 75,
  make: queueOfTemplate,
  remove: ({ scope, ref }) => void sqsState(scope).queues.delete(queueNameOf(ref)),
  isTaken: (scope, name) => sqsState(scope).queues.has(name),
  replacing: ['QueueName', 'FifoQueue'],
  permissions: {
    on: ({ scope, name }) => arnOf(scope, 'sqs', name),
    create: ['sqs:CreateQueue', 'sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
    update: ['sqs:SetQueueAttributes', 'sqs:GetQueueAttributes'],
    delete: ['sqs:DeleteQueue', 'sqs:GetQueueAttributes'],
    tag: ['sqs:TagQueue', 'sqs:ListQueueTags'],
    untag: ['sqs:UntagQueue'],
  },
};

/** `AWS::SQS::QueuePolicy`. */
export const queuePolicyKind: ResourceKind = {
  make: queuePolicyOfTemplate,
  remove({ scope, properties }) {
    for (const url of queuesIn(properties))
      sqsState(scope).queues.get(queueNameOf(url))?.settings.delete('Policy');
  },
  replacing: [],
  permissions: {
    on: ({ scope, properties }) => arnOf(scope, 'sqs', queueNameOf(queuesIn(properties)[0])),
    create: ['sqs:SetQueueAttributes'],
    update: ['sqs:SetQueueAttributes'],
    delete: ['sqs:SetQueueAttributes'],
  },
};

function queuesIn({ Queues }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(Queues) ? Queues.map(String) : [];
}
