import { AwsError } from '../../kernel/errors.ts';
import { defineOperation } from '../../kernel/service.ts';
import type { Scope } from '../../kernel/world.ts';
import { announceArrival } from './arrivals.ts';
import { queueByArn } from './find-queue.ts';
import { redrivePolicyOf } from './queue-settings.ts';
import { type MoveTask, type Queue, sqsState } from './state.ts';

interface StartInput {
  readonly SourceArn: string;
  readonly DestinationArn?: string;
  readonly MaxNumberOfMessagesPerSecond?: number | string;
}

/**
 * Moves the messages of a dead-letter queue to the destination, or each back to the queue it came from. Here
 * the whole move happens at once; AWS takes its time. A message without a known origin stays.
 */
export const startMessageMoveTask = defineOperation({
  resources: ({ SourceArn }: StartInput) => SourceArn,
  handle({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }, context) {
    const source = existing(context, SourceArn);
    if (DestinationArn !== undefined) existing(context, DestinationArn);
    if (!isDeadLetterQueue(context, SourceArn))
      throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    const task: MoveTask = {
      handle: Buffer.from(
        JSON.stringify({ taskId: context.world.ids.uuid(), sourceArn: SourceArn }),
      ).toString('base64'),
      sourceArn: SourceArn,
      ...(DestinationArn === undefined ? {} : { destinationArn: DestinationArn }),
      ...(MaxNumberOfMessagesPerSecond === undefined
        ? {}
        : { maxPerSecond: Number(MaxNumberOfMessagesPerSecond) }),
      startedAt: context.world.clock.now(),
      moved: moveAll(context, source, DestinationArn),
    };
    sqsState(context).moveTasks.unshift(task);
    return { TaskHandle: task.handle };
  },
});

interface ListInput {
  readonly SourceArn: string;
  readonly MaxResults?: number | string;
}

/** The newest redrives of a queue, one unless more are asked for. */
export const listMessageMoveTasks = defineOperation({
  resources: ({ SourceArn }: ListInput) => SourceArn,
  handle({ SourceArn, MaxResults = 1 }, context) {
    existing(context, SourceArn);
    const tasks = sqsState(context).moveTasks.filter((task) => task.sourceArn === SourceArn);
    return {
      Results: tasks.slice(0, Number(MaxResults)).map((task) => ({
        Status: 'COMPLETED',
        SourceArn: task.sourceArn,
        DestinationArn: task.destinationArn,
        MaxNumberOfMessagesPerSecond: task.maxPerSecond,
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.moved,
        StartedTimestamp: task.startedAt,
      })),
    };
  },
});

function existing(scope: Scope, arn: string): Queue {
  const queue = queueByArn(scope, arn);
  if (queue === undefined)
    throw new AwsError(
      'ResourceNotFoundException',
      "The resource that you specified for the SourceArn parameter doesn't exist.",
      { status: 404 },
    );
  return queue;
}

/** AWS moves only from queues that are some queue's dead-letter queue; here one with letters of services is too. */
function isDeadLetterQueue(scope: Scope, arn: string): boolean {
  const isTarget = [...sqsState(scope).queues.values()].some(
    (queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === arn,
  );
  return (
    isTarget || (queueByArn(scope, arn)?.messages.some(({ sourceArn }) => sourceArn !== undefined) ?? false)
  );
}

function moveAll(scope: Scope, source: Queue, destinationArn: string | undefined): number {
  const before = source.messages.length;
  source.messages = source.messages.filter((message) => {
    const target = queueByArn(scope, destinationArn ?? message.sourceArn ?? '');
    if (target === undefined) return true;
    const { receiptHandle: _, sourceArn: __, ...rest } = message;
    target.messages.push({ ...rest, receiveCount: 0, visibleAt: scope.world.clock.now() });
    announceArrival(scope, target.arn);
    return false;
  });
  return before - source.messages.length;
}
