import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import type { ManualClock } from './manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let clock: ManualClock;
let sqs: SQSClient;
let elsewhere: SQSClient;

beforeEach(() => {
  const made = messagingWorld();
  clock = made.clock;
  sqs = new SQSClient(inProcessClientConfig(made.world, { region: 'eu-west-1' }));
  elsewhere = new SQSClient(inProcessClientConfig(made.world, { region: 'eu-central-1' }));
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

describe('SQS, queues', () => {
  it('makes a queue with the URL of the sandbox and finds it again', async () => {
    const url = await aQueue('work');

    expect(url).toBe('http://127.0.0.1:4566/111122223333/work');
    expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }))).QueueUrl).toBe(url);
    expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'wo' }))).QueueUrls).toEqual([url]);
  });

  it('keeps queues apart by Region', async () => {
    await aQueue('work');

    const lookup = elsewhere.send(new GetQueueUrlCommand({ QueueName: 'work' }));

    await expect(lookup).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(lookup).rejects.toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue' });
  });

  it('gives the existing queue for the same settings and refuses others', async () => {
    const url = await aQueue('work', { VisibilityTimeout: '60' });

    expect(await aQueue('work', { VisibilityTimeout: '60' })).toBe(url);
    await expect(aQueue('work', { VisibilityTimeout: '61' })).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
  });

  it('refuses settings that are unknown or out of range, and bad names', async () => {
    await expect(aQueue('a', { Colour: 'red' })).rejects.toMatchObject({ name: 'InvalidAttributeName' });
    await expect(aQueue('a', { VisibilityTimeout: '43201' })).rejects.toMatchObject({
      name: 'InvalidAttributeValue',
    });
    await expect(aQueue('a b')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(aQueue('a.fifo')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('tells attributes with their defaults and counts messages by state', async () => {
    const url = await aQueue();
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '5' } }));
    for (const DelaySeconds of [0, 0, 9])
      await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x', DelaySeconds }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));

    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );

    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:work',
      VisibilityTimeout: '5',
      MessageRetentionPeriod: '345600',
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      CreatedTimestamp: '1772442000',
    });
  });

  it('deletes a queue', async () => {
    const url = await aQueue();

    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));

    await expect(receive(url)).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it('purges once a minute', async () => {
    const url = await aQueue();
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));

    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));

    expect(await receive(url)).toEqual([]);
    await expect(sqs.send(new PurgeQueueCommand({ QueueUrl: url }))).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
    });
  });
});

describe('SQS, messages', () => {
  it('hands out what was sent, with attributes and digests the client accepts', async () => {
    const url = await aQueue();
    const sent = await sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: 'grüße ✅',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'hint' },
          raw: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 255]) },
        },
      }),
    );

    const [message] = await receive(url);

    expect(sent.MD5OfMessageBody).toBe('aa18a2e4d693e21804a5b0b7730157f4');
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'grüße ✅',
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'hint' } },
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1772442000000' },
    });
    expect([...(message?.MessageAttributes?.['raw']?.BinaryValue ?? [])]).toEqual([1, 2, 255]);
  });

  it('hides a message for the visibility timeout, then counts the next receive', async () => {
    const url = await aQueue('work', { VisibilityTimeout: '30' });
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));
    await receive(url);

    expect(await receive(url)).toEqual([]);
    await clock.advance(30_000);

    expect((await receive(url))[0]?.Attributes?.['ApproximateReceiveCount']).toBe('2');
  });

  it('removes a message by its last receipt handle only', async () => {
    const url = await aQueue();
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));
    const [first] = await receive(url);
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: first?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    const [second] = await receive(url);

    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    await clock.advance(31_000);
    const [third] = await receive(url);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: third?.ReceiptHandle }));
    await clock.advance(31_000);

    expect(second?.MessageId).toBe(third?.MessageId);
    expect(await receive(url)).toEqual([]);
    await expect(
      sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'nonsense' })),
    ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it('answers a long poll as soon as a message comes', async () => {
    const url = await aQueue();
    const polling = receive(url, { WaitTimeSeconds: 20 });
    await clock.advance(3_000);

    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'here' }));

    expect((await polling).map(({ Body }) => Body)).toEqual(['here']);
  });

  it('ends a long poll with nothing when its time is over, and sees delayed messages within it', async () => {
    const url = await aQueue('work', { ReceiveMessageWaitTimeSeconds: '10' });
    const polling = receive(url);
    await clock.advance(10_000);
    expect(await polling).toEqual([]);

    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'late', DelaySeconds: 5 }));
    const again = receive(url);
    await clock.advance(5_000);

    expect((await again).map(({ Body }) => Body)).toEqual(['late']);
  });

  it('drops what is older than the retention', async () => {
    const url = await aQueue('work', { MessageRetentionPeriod: '60' });
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));

    await clock.advance(60_000);

    expect(await receive(url)).toEqual([]);
  });

  it('answers batches entry by entry', async () => {
    const url = await aQueue();
    const sent = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'good', MessageBody: 'x' },
          { Id: 'bad', MessageBody: '' },
        ],
      }),
    );
    const [message] = await receive(url);

    const deleted = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: '1', ReceiptHandle: message?.ReceiptHandle },
          { Id: '2', ReceiptHandle: 'nonsense' },
        ],
      }),
    );

    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(sent.Failed).toMatchObject([{ Id: 'bad', Code: 'MissingParameter', SenderFault: true }]);
    expect(deleted.Successful).toEqual([{ Id: '1' }]);
    expect(deleted.Failed).toMatchObject([{ Id: '2', Code: 'ReceiptHandleIsInvalid' }]);
    await expect(sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: [] }))).rejects.toMatchObject(
      { name: 'EmptyBatchRequest' },
    );
  });
});

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
