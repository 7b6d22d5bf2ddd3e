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
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

import { queueArn } from './queues.ts';

const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';

let sns: SNSClient;

beforeEach(async () => {
  const { world } = messagingWorld();
  const config = inProcessClientConfig(world, { region: 'eu-west-1' });
  sns = new SNSClient(config);
  await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
});

async function subscribe(Endpoint: string, Attributes: Record<string, string> = {}, Protocol = 'sqs') {
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
  );
  return SubscriptionArn ?? '';
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
