import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
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
