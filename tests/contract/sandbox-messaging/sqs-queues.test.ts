import {
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
import { queueWorld } from './queue-world.ts';

let here: ReturnType<typeof queueWorld>;
let elsewhere: SQSClient;

beforeEach(() => {
  here = queueWorld();
  elsewhere = new SQSClient(inProcessClientConfig(here.world, { region: 'eu-central-1' }));
});

describe('SQS, queues', () => {
  it('makes a queue with the URL of the sandbox and finds it again', async () => {
    const url = await here.aQueue('work');

    expect(url).toBe('http://127.0.0.1:4566/111122223333/work');
    expect((await here.sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }))).QueueUrl).toBe(url);
    expect((await here.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'wo' }))).QueueUrls).toEqual([url]);
  });

  it('keeps queues apart by Region', async () => {
    await here.aQueue('work');

    const lookup = elsewhere.send(new GetQueueUrlCommand({ QueueName: 'work' }));

    await expect(lookup).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(lookup).rejects.toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue' });
  });

  it('gives the existing queue for the same settings and refuses others', async () => {
    const url = await here.aQueue('work', { VisibilityTimeout: '60' });

    expect(await here.aQueue('work', { VisibilityTimeout: '60' })).toBe(url);
    await expect(here.aQueue('work', { VisibilityTimeout: '61' })).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
  });

  it('refuses settings that are unknown or out of range, and bad names', async () => {
    await expect(here.aQueue('a', { Colour: 'red' })).rejects.toMatchObject({ name: 'InvalidAttributeName' });
    await expect(here.aQueue('a', { VisibilityTimeout: '43201' })).rejects.toMatchObject({
      name: 'InvalidAttributeValue',
    });
    await expect(here.aQueue('a b')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(here.aQueue('a.fifo')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('tells attributes with their defaults and counts messages by state', async () => {
    const url = await here.aQueue();
    await here.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '5' } }),
    );
    for (const DelaySeconds of [0, 0, 9])
      await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x', DelaySeconds }));
    await here.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));

    const { Attributes } = await here.sqs.send(
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
    const url = await here.aQueue();

    await here.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));

    await expect(here.receive(url)).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it('purges once a minute', async () => {
    const url = await here.aQueue();
    await here.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x' }));

    await here.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));

    expect(await here.receive(url)).toEqual([]);
    await expect(here.sqs.send(new PurgeQueueCommand({ QueueUrl: url }))).rejects.toMatchObject({
      name: 'PurgeQueueInProgress',
    });
  });
});
