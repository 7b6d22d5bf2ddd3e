import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let clock: ManualClock;
let sqs: SQSClient;

beforeEach(() => {
  const made = messagingWorld();
  clock = made.clock;
  sqs = new SQSClient(inProcessClientConfig(made.world, { region: 'eu-west-1' }));
});

async function aQueue(name = 'work', Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl ?? '';
}

async function receive(QueueUrl: string, more: { WaitTimeSeconds?: number } = {}) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
      ...more,
    }),
  );
  return Messages;
}

describe('SQS, dead letters', () => {
  const dlqArn = 'arn:aws:sqs:eu-west-1:111122223333:dead';

  it('moves a message after its last receive and redrives it to where it came from', async () => {
    const dead = await aQueue('dead');
    const work = await aQueue('work', {
      VisibilityTimeout: '1',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 2 }),
    });
    await sqs.send(new SendMessageCommand({ QueueUrl: work, MessageBody: 'x' }));
    for (let tries = 0; tries < 2; tries++) {
      expect(await receive(work)).toHaveLength(1);
      await clock.advance(1_000);
    }

    expect(await receive(work)).toEqual([]);
    const [letter] = await receive(dead);
    expect(letter?.Attributes).toMatchObject({
      DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:work',
      SentTimestamp: '1772442000000',
    });

    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlqArn }));

    expect((await receive(work)).map(({ Body }) => Body)).toEqual(['x']);
    const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dlqArn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }]);
  });
});

describe('SQS, FIFO queues', () => {
  it('keeps the order within a group and lets other groups pass', async () => {
    const url = await aQueue('work.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (const [MessageGroupId, MessageBody] of [
      ['a', 'a1'],
      ['a', 'a2'],
      ['b', 'b1'],
    ])
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId }));
    const takeOne = async () =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 1 }))).Messages?.[0];

    const first = await takeOne();
    const second = await takeOne();
    const third = await takeOne();
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    const fourth = await takeOne();

    expect([first, second, third, fourth].map((message) => message?.Body)).toEqual([
      'a1',
      'b1',
      undefined,
      'a2',
    ]);
  });

  it('answers a repeat within five minutes like the first and keeps one message', async () => {
    const url = await aQueue('work.fifo', { FifoQueue: 'true' });
    const send = (MessageDeduplicationId?: string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: 'x',
          MessageGroupId: 'g',
          MessageDeduplicationId,
        }),
      );

    const first = await send('one');
    const repeat = await send('one');
    await clock.advance(301_000);
    const later = await send('one');

    expect(repeat.MessageId).toBe(first.MessageId);
    expect(repeat.SequenceNumber).toBe(first.SequenceNumber);
    expect(later.MessageId).not.toBe(first.MessageId);
    expect(await receive(url)).toHaveLength(2);
    await expect(send()).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});
