import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { queueWorld } from './queue-world.ts';

let here: ReturnType<typeof queueWorld>;

beforeEach(() => {
  here = queueWorld();
});

describe('SQS, messages', () => {
  it('hands out what was sent, with attributes and digests the client accepts', async () => {
    const url = await here.aQueue();
    const sent = await here.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: 'grüße ✅',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'hint' },
          raw: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 255]) },
        },
      }),
    );

    const [message] = await here.receive(url);

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
    const url = await here.aQueue('work', { VisibilityTimeout: '30' });
    await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));
    await here.receive(url);

    expect(await here.receive(url)).toEqual([]);
    await here.clock.advance(30_000);

    expect((await here.receive(url))[0]?.Attributes?.['ApproximateReceiveCount']).toBe('2');
  });

  it('removes a message by its last receipt handle only', async () => {
    const url = await here.aQueue();
    await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));
    const [first] = await here.receive(url);
    await here.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: first?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    const [second] = await here.receive(url);

    await here.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    await here.clock.advance(31_000);
    const [third] = await here.receive(url);
    await here.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: third?.ReceiptHandle }));
    await here.clock.advance(31_000);

    expect(second?.MessageId).toBe(third?.MessageId);
    expect(await here.receive(url)).toEqual([]);
    await expect(
      here.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'nonsense' })),
    ).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it('answers a long poll as soon as a message comes', async () => {
    const url = await here.aQueue();
    const polling = here.receive(url, { WaitTimeSeconds: 20 });
    await here.clock.advance(3_000);

    await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'here' }));

    expect((await polling).map(({ Body }) => Body)).toEqual(['here']);
  });

  it('ends a long poll with nothing when its time is over, and sees delayed messages within it', async () => {
    const url = await here.aQueue('work', { ReceiveMessageWaitTimeSeconds: '10' });
    const polling = here.receive(url);
    await here.clock.advance(10_000);
    expect(await polling).toEqual([]);

    await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'late', DelaySeconds: 5 }));
    const again = here.receive(url);
    await here.clock.advance(5_000);

    expect((await again).map(({ Body }) => Body)).toEqual(['late']);
  });

  it('drops what is older than the retention', async () => {
    const url = await here.aQueue('work', { MessageRetentionPeriod: '60' });
    await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));

    await here.clock.advance(60_000);

    expect(await here.receive(url)).toEqual([]);
  });

  it('answers batches entry by entry', async () => {
    const url = await here.aQueue();
    const sent = await here.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'good', MessageBody: 'x' },
          { Id: 'bad', MessageBody: '' },
        ],
      }),
    );
    const [message] = await here.receive(url);

    const deleted = await here.sqs.send(
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
    await expect(
      here.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: [] })),
    ).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
  });
});
