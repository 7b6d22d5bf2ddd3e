import {
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { queueWorld } from './queue-world.ts';

let here: ReturnType<typeof queueWorld>;

beforeEach(() => {
  here = queueWorld();
});

describe('SQS, dead letters', () => {
  const dlqArn = 'arn:aws:sqs:eu-west-1:111122223333:dead';

  it('moves a message after its last receive and redrives it to where it came from', async () => {
    const dead = await here.aQueue('dead');
    const work = await here.aQueue('work', {
      VisibilityTimeout: '1',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 2 }),
    });
    await here.sqs.send(new SendMessageCommand({ QueueUrl: work, MessageBody: 'x' }));
    for (let tries = 0; tries < 2; tries++) {
      expect(await here.receive(work)).toHaveLength(1);
      await here.clock.advance(1_000);
    }

    expect(await here.receive(work)).toEqual([]);
    const [letter] = await here.receive(dead);
    expect(letter?.Attributes).toMatchObject({
      DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:work',
      SentTimestamp: '1772442000000',
    });

    await here.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlqArn }));

    expect((await here.receive(work)).map(({ Body }) => Body)).toEqual(['x']);
    const { Results } = await here.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dlqArn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  });
});

describe('SQS, FIFO queues', () => {
  it('keeps the order within a group and lets other groups pass', async () => {
    const url = await here.aQueue('work.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (const [MessageGroupId, MessageBody] of [
      ['a', 'a1'],
      ['a', 'a2'],
      ['b', 'b1'],
    ])
      await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId }));
    const takeOne = async () =>
      (await here.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 1 })))
        .Messages?.[0];

    const first = await takeOne();
    const second = await takeOne();
    const third = await takeOne();
    await here.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    const fourth = await takeOne();

    expect([first, second, third, fourth].map((message) => message?.Body)).toEqual([
      'a1',
      'b1',
      undefined,
      'a2',
    ]);
  });

  it('answers a repeat within five minutes like the first and keeps one message', async () => {
    const url = await here.aQueue('work.fifo', { FifoQueue: 'true' });
    const send = (MessageDeduplicationId?: string) =>
      here.sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: 'x',
          MessageGroupId: 'g',
          MessageDeduplicationId,
        }),
      );

    const first = await send('one');
    const repeat = await send('one');
    await here.clock.advance(301_000);
    const later = await send('one');

    expect(repeat.MessageId).toBe(first.MessageId);
    expect(repeat.SequenceNumber).toBe(first.SequenceNumber);
    expect(later.MessageId).not.toBe(first.MessageId);
    expect(await here.receive(url)).toHaveLength(2);
    await expect(send()).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
