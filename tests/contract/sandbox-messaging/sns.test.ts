import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  NotFoundException,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope, World } from '../../../sandbox/kernel/world.ts';
import { lambdaEventOf } from '../../../sandbox/services/sns/message-forms.ts';
import { publishToTopic } from '../../../sandbox/services/sns/publish-to-topic.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import type { ManualClock } from './manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';
const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`;

let clock: ManualClock;
let world: World;
let scope: Scope;
let sns: SNSClient;
let sqs: SQSClient;

beforeEach(async () => {
  ({ clock, world, scope } = messagingWorld());
  const config = inProcessClientConfig(world, { region: 'eu-west-1' });
  sns = new SNSClient(config);
  sqs = new SQSClient(config);
  await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
});

async function aQueue(name: string): Promise<void> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn(name),
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
}

async function subscribe(Endpoint: string, Attributes: Record<string, string> = {}, Protocol = 'sqs') {
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
  );
  return SubscriptionArn ?? '';
}

async function received(queue: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: `http://127.0.0.1:4566/111122223333/${queue}`,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
}

describe('SNS, topics', () => {
  it('gives the same topic for the same name, lists and deletes it', async () => {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    expect(TopicArn).toBe(topicArn);
    expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn: topicArn }]);

    await sns.send(new DeleteTopicCommand({ TopicArn: topicArn }));

    await expect(sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }))).rejects.toBeInstanceOf(
      NotFoundException,
    );
  });

  it('keeps attributes', async () => {
    await sns.send(
      new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: 'DisplayName',
        AttributeValue: 'Alerts & more <1>',
      }),
    );

    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));

    expect(Attributes).toMatchObject({ DisplayName: 'Alerts & more <1>', SubscriptionsConfirmed: '0' });
  });
});

describe('SNS, subscriptions', () => {
  it('makes one per endpoint, lists and removes it', async () => {
    const arn = await subscribe(queueArn('work'));
    const again = await subscribe(queueArn('work'));
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));

    await sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));

    expect(again).toBe(arn);
    expect(Subscriptions).toEqual([
      {
        SubscriptionArn: arn,
        Owner: '111122223333',
        Protocol: 'sqs',
        Endpoint: queueArn('work'),
        TopicArn: topicArn,
      },
    ]);
    const after = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    expect(after.Subscriptions).toEqual([]);
  });

  it('changes attributes', async () => {
    const SubscriptionArn = await subscribe(queueArn('work'));

    await sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'true',
      }),
    );

    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ RawMessageDelivery: 'true', Protocol: 'sqs' });
  });

  it('refuses web addresses with the reason, and endpoints of another kind', async () => {
    await expect(subscribe('https://example.com/hook', {}, 'https')).rejects.toThrow(
      'the sandbox sends nothing to https endpoints',
    );
    await expect(subscribe('work')).rejects.toThrow('Invalid parameter: SQS endpoint ARN');
    await expect(subscribe('+4912345', {}, 'sms')).rejects.toThrow('Does not support this protocol string');
    await expect(subscribe(queueArn('work'), { FilterPolicy: '{"a":1}' })).rejects.toThrow('FilterPolicy');
  });
});

describe('SNS, publishing', () => {
  it('brings the envelope to a queue that lets the topic in', async () => {
    await aQueue('work');
    await subscribe(queueArn('work'));

    const { MessageId } = await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: 'Build failed',
        Message: 'grüße & <tags>',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'build' } },
      }),
    );
    await clock.advance(0);

    const [message] = await received('work');
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
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
    await aQueue('work');
    await subscribe(queueArn('work'), { RawMessageDelivery: 'true' });

    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: 'bare',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'build' } },
      }),
    );
    await clock.advance(0);

    const [message] = await received('work');
    expect(message?.Body).toBe('bare');
    expect(message?.MessageAttributes?.['kind']?.StringValue).toBe('build');
  });

  it('lets through what the filter wants', async () => {
    await aQueue('work');
    await subscribe(queueArn('work'), {
      RawMessageDelivery: 'true',
      FilterPolicy: '{"kind":[{"prefix":"build"}]}',
    });
    await aQueue('body');
    await subscribe(queueArn('body'), {
      RawMessageDelivery: 'true',
      FilterPolicyScope: 'MessageBody',
      FilterPolicy: '{"state":["ALARM"]}',
    });
    const publish = (kind: string, state: string) =>
      sns.send(
        new PublishCommand({
          TopicArn: topicArn,
          Message: JSON.stringify({ kind, state }),
          MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
        }),
      );

    await publish('build-failed', 'OK');
    await publish('deploy', 'ALARM');
    await clock.advance(0);

    expect((await received('work')).map(({ Body }) => Body)).toEqual([
      '{"kind":"build-failed","state":"OK"}',
    ]);
    expect((await received('body')).map(({ Body }) => Body)).toEqual(['{"kind":"deploy","state":"ALARM"}']);
  });

  it('puts what a queue refuses into the dead-letter queue of the subscription', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
    await aQueue('dead');
    await subscribe(queueArn('work'), {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead') }),
    });

    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'x' }));
    await clock.advance(0);

    expect(await received('dead')).toHaveLength(1);
    expect(snsState(scope).records).toMatchObject([{ outcome: 'dead-lettered' }]);
  });

  it('keeps e-mail in an inbox', async () => {
    await subscribe('ops@example.com', {}, 'email');

    await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: 'Hello', Message: 'It failed.' }));
    await clock.advance(0);

    expect(snsState(scope).inbox).toEqual([
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
    const arn = await subscribe('arn:aws:lambda:eu-west-1:111122223333:function:notify', {}, 'lambda');
    const subscription = snsState(scope).topics.get('alerts')?.subscriptions.get(arn);
    if (subscription === undefined) throw new Error('The subscription is gone');

    const event = lambdaEventOf(world, subscription, {
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
      sns.send(new PublishCommand({ TopicArn: topicArn, ...input }));

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
    const publish = () => publishToTopic(scope, { topicArn, message: 'x', caller });
    expect(publish).toThrow('events.amazonaws.com is not authorized to perform: sns:Publish');

    await sns.send(
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
