import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

let sqs: SQSClient;
let elsewhere: SQSClient;

beforeEach(() => {
  const made = messagingWorld();
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
