import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  NotFoundException,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { queueArn } from './queues.ts';
import { topicArn, topicWorld } from './topic-world.ts';

let here: Awaited<ReturnType<typeof topicWorld>>;

beforeEach(async () => {
  here = await topicWorld();
});

describe('SNS, topics', () => {
  it('gives the same topic for the same name, lists and deletes it', async () => {
    const { TopicArn } = await here.sns.send(new CreateTopicCommand({ Name: 'alerts' }));
    expect(TopicArn).toBe(topicArn);
    expect((await here.sns.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn: topicArn }]);

    await here.sns.send(new DeleteTopicCommand({ TopicArn: topicArn }));

    await expect(here.sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }))).rejects.toBeInstanceOf(
      NotFoundException,
    );
  });

  it('keeps attributes', async () => {
    await here.sns.send(
      new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: 'DisplayName',
        AttributeValue: 'Alerts & more <1>',
      }),
    );

    const { Attributes } = await here.sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));

    expect(Attributes).toMatchObject({ DisplayName: 'Alerts & more <1>', SubscriptionsConfirmed: '0' });
  });
});

describe('SNS, subscriptions', () => {
  it('makes one per endpoint, lists and removes it', async () => {
    const arn = await here.subscribe(queueArn('work'));
    const again = await here.subscribe(queueArn('work'));
    const { Subscriptions } = await here.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }),
    );

    await here.sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));

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
    const after = await here.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
    expect(after.Subscriptions).toEqual([]);
  });

  it('changes attributes', async () => {
    const SubscriptionArn = await here.subscribe(queueArn('work'));

    await here.sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'true',
      }),
    );

    const { Attributes } = await here.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({ RawMessageDelivery: 'true', Protocol: 'sqs' });
  });

  it('lets web addresses wait for their confirmation', async () => {
    await here.subscribe('https://example.com/hook', {}, 'https');

    const { Subscriptions } = await here.sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }),
    );

    expect(Subscriptions).toMatchObject([
      { SubscriptionArn: 'PendingConfirmation', Protocol: 'https', Endpoint: 'https://example.com/hook' },
    ]);
  });

  it('refuses endpoints of another kind', async () => {
    await expect(here.subscribe('http://example.com/hook', {}, 'https')).rejects.toThrow(
      'Endpoint must match the specified protocol',
    );
    await expect(here.subscribe('work')).rejects.toThrow('Invalid parameter: SQS endpoint ARN');
    await expect(here.subscribe('oncall', {}, 'sms')).rejects.toThrow('Invalid SMS endpoint: oncall');
    await expect(here.subscribe('oncall', {}, 'pigeon')).rejects.toThrow(
      'Does not support this protocol string',
    );
    await expect(here.subscribe(queueArn('work'), { FilterPolicy: '{"a":1}' })).rejects.toThrow(
      'FilterPolicy',
    );
  });
});
