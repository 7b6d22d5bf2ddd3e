import { NotFoundException, PublishCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { lambdaEventOf } from '../../../sandbox/services/sns/message-forms.ts';
import { publishToTopic } from '../../../sandbox/services/sns/publish-to-topic.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { openQueue, queueArn, takeAll } from './queues.ts';
import { topicArn, topicWorld } from './topic-world.ts';

let here: Awaited<ReturnType<typeof topicWorld>>;
let sqs: SQSClient;

beforeEach(async () => {
  here = await topicWorld();
  sqs = new SQSClient(inProcessClientConfig(here.world, { region: 'eu-west-1' }));
});

describe('SNS, publishing', () => {
  it('brings the envelope to a queue that lets the topic in', async () => {
    await openQueue(sqs, 'work', 'sns.amazonaws.com');
    await here.subscribe(queueArn('work'));

    const { MessageId } = await here.sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: 'Build failed',
        Message: 'grüße & <tags>',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'build' } },
      }),
    );
    await here.clock.advance(0);

    const [message] = await takeAll(sqs, 'work');
    expect(JSON.parse(message?.text ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn: topicArn,
      Subject: 'Build failed',
      Message: 'grüße & <tags>',
      Timestamp: '2026-03-02T09:00:00.000Z',
      MessageAttributes: { kind: { Type: 'String', Value: 'build' } },
    });
  });

  it('brings the bare message and its attributes when the subscription is raw', async () => {
    await openQueue(sqs, 'work', 'sns.amazonaws.com');
    await here.subscribe(queueArn('work'), { RawMessageDelivery: 'true' });

    await here.sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: 'bare',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'build' } },
      }),
    );
    await here.clock.advance(0);

    const [message] = await takeAll(sqs, 'work');
    expect(message?.text).toBe('bare');
    expect(message?.attributes['kind']).toBe('build');
  });

  it('lets through what the filter wants', async () => {
    await openQueue(sqs, 'work', 'sns.amazonaws.com');
    await here.subscribe(queueArn('work'), {
      RawMessageDelivery: 'true',
      FilterPolicy: '{"kind":[{"prefix":"build"}]}',
    });
    await openQueue(sqs, 'body', 'sns.amazonaws.com');
    await here.subscribe(queueArn('body'), {
      RawMessageDelivery: 'true',
      FilterPolicyScope: 'MessageBody',
      FilterPolicy: '{"state":["ALARM"]}',
    });
    const publish = (kind: string, state: string) =>
      here.sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: JSON.stringify({ kind, state }),
          MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
        }),
      );

    await publish('build-failed', 'OK');
    await publish('deploy', 'ALARM');
    await here.clock.advance(0);

    expect((await takeAll(sqs, 'work')).map(({ text }) => text)).toEqual([
      '{"kind":"build-failed","state":"OK"}',
    ]);
    expect((await takeAll(sqs, 'body')).map(({ text }) => text)).toEqual([
      '{"kind":"deploy","state":"ALARM"}',
    ]);
  });

  it('puts what a queue refuses into the dead-letter queue of the subscription', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
    await openQueue(sqs, 'dead', 'sns.amazonaws.com');
    await here.subscribe(queueArn('work'), {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }),
    });

    await here.sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'x' }));
    await here.clock.advance(0);

    expect(await takeAll(sqs, 'dead')).toHaveLength(1);
    expect(snsState(here.scope).records).toMatchObject([{ outcome: 'dead-lettered' }]);
  });

  it('keeps text messages in the inbox too, and sends nothing to a web address that has not confirmed', async () => {
    await here.subscribe('+491701234567', {}, 'sms');
    await here.subscribe('https://example.com/hook', {}, 'https');

    await here.sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'It failed.' }));
    await here.clock.advance(0);

    expect(snsState(here.scope).inbox).toMatchObject([{ to: '+491701234567', text: 'It failed.' }]);
    expect(snsState(here.scope).records).toMatchObject([{ endpoint: '+491701234567', outcome: 'delivered' }]);
  });

  it('keeps e-mail in an inbox', async () => {
    await here.subscribe('ops@example.com', {}, 'email');

    await here.sns.send(new PublishCommand({ TopicArn: topicArn, Subject: 'Hello', Message: 'It failed.' }));
    await here.clock.advance(0);

    expect(snsState(here.scope).inbox).toEqual([
      {
        to: 'ops@example.com',
        subject: 'Hello',
        text: 'It failed.',
        topicArn,
        sentAt: Date.parse('2026-03-02T09:00:00Z'),
      },
    ]);
  });

  it('writes the event of a function as the sample of AWS has it', async () => {
    const arn = await here.subscribe('arn:aws:lambda:eu-west-1:111122223333:function:notify', {}, 'lambda');
    const subscription = snsState(here.scope).topics.get('alerts')?.subscriptions.get(arn);
    if (subscription === undefined) throw new Error('The subscription is gone');

    const event = lambdaEventOf(here.world, subscription, {
      messageId: 'de80a802-1105-fb6b-7055-72243fe1930a',
      topicArn,
      subject: undefined,
      message: 'x',
      attributes: {},
      publishedAt: Date.parse('2026-03-02T16:00:05.120Z'),
    });

    expect(event).toEqual({
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: arn,
          Sns: {
            Type: 'Notification',
            MessageId: 'de80a802-1105-fb6b-7055-72243fe1930a',
            TopicArn: topicArn,
            Subject: null,
            Message: 'x',
            Timestamp: '2026-03-02T16:00:05.120Z',
            SignatureVersion: '1',
            Signature: 'EXAMPLE',
            SigningCertUrl: expect.any(String),
            UnsubscribeUrl: expect.stringContaining(arn),
            MessageAttributes: {},
          },
        },
      ],
    });
  });

  it('refuses empty messages, bad subjects and topics that are not there', async () => {
    const publish = (input: { Message: string; Subject?: string; TopicArn?: string }) =>
      here.sns.send(new PublishCommand({ TopicArn: topicArn, ...input }));

    await expect(publish({ Message: '' })).rejects.toThrow('Invalid parameter: Empty message');
    await expect(publish({ Message: 'x', Subject: 'two\nlines' })).rejects.toThrow(
      'Invalid parameter: Subject',
    );
    await expect(publish({ Message: 'x', TopicArn: `${topicArn}2` })).rejects.toBeInstanceOf(
      NotFoundException,
    );
  });

  it('lets a service publish only when the policy of the topic says so', async () => {
    const caller = {
      kind: 'service',
      service: 'events.amazonaws.com',
      sourceArn: 'arn:aws:events:eu-west-1:111122223333:rule/all',
    } as const;
    const publish = () => publishToTopic(here.scope, { topicArn, message: 'x', caller });
    expect(publish).toThrow('events.amazonaws.com is not authorized to perform: sns:Publish');

    await here.sns.send(
      new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: 'Policy',
        AttributeValue: JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'events.amazonaws.com' },
              Action: 'sns:Publish',
              Resource: topicArn,
            },
          ],
        }),
      }),
    );

    expect(publish().messageId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
