import {
  GetRepositoryTriggersCommand,
  PutRepositoryTriggersCommand,
  type RepositoryTrigger,
} from '@aws-sdk/client-codecommit';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { textOf } from '../../support/source-files.ts';
import { aShop, type Shop } from './a-shop.ts';

let shop: Shop;
const destinationArn = 'arn:aws:sns:eu-west-1:111122223333:pushes';

beforeEach(async () => {
  shop = await aShop();
});

const put = (...triggers: RepositoryTrigger[]) =>
  shop.admin.send(new PutRepositoryTriggersCommand({ repositoryName: 'shop', triggers }));

/** A queue that gets what is published to the topic. */
async function aQueue(): Promise<() => Promise<unknown[]>> {
  const config = inProcessClientConfig(shop.world, { region: 'eu-west-1' });
  const sqs = new SQSClient(config);
  const sns = new SNSClient(config);
  const anyone = (Action: string, Resource: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource }],
    });
  const arn = 'arn:aws:sqs:eu-west-1:111122223333:pushes';
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'pushes', Attributes: { Policy: anyone('sqs:SendMessage', arn) } }),
  );
  await sns.send(
    new CreateTopicCommand({ Name: 'pushes', Attributes: { Policy: anyone('sns:Publish', destinationArn) } }),
  );
  await sns.send(
    new SubscribeCommand({
      TopicArn: destinationArn,
      Protocol: 'sqs',
      Endpoint: arn,
      Attributes: { RawMessageDelivery: 'true' },
    }),
  );
  return async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    return Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown);
  };
}

describe('triggers', () => {
  it('are kept as a whole', async () => {
    const trigger: RepositoryTrigger = {
      name: 'to-topic',
      destinationArn,
      customData: 'team=payments',
      branches: ['main'],
      events: ['updateReference'],
    };

    const { configurationId } = await put(trigger);

    expect(await shop.admin.send(new GetRepositoryTriggersCommand({ repositoryName: 'shop' }))).toMatchObject(
      { configurationId, triggers: [trigger] },
    );
  });

  it('tell a topic of the references they are for, in the form of AWS', async () => {
    const messages = await aQueue();
    const trigger = { name: 'to-topic', destinationArn, branches: [], customData: 'x' };
    await put({ ...trigger, events: ['createReference'] });
    const commit = await shop.commit('main', { a: 'one\n' });
    await shop.commit('main', { a: 'two\n' }, commit);

    const [message, ...more] = (await messages()) as { Records: Record<string, unknown>[] }[];

    const sample = JSON.parse(textOf('events/codecommit/repository-trigger/several-references.json'));
    expect(more).toEqual([]);
    expect(Object.keys(message?.Records[0] ?? {}).toSorted()).toEqual(
      Object.keys(sample.Records[0]).toSorted(),
    );
    expect(message?.Records[0]).toMatchObject({
      awsRegion: 'eu-west-1',
      codecommit: { references: [{ commit, ref: 'refs/heads/main', created: true }] },
      customData: 'x',
      eventSourceARN: 'arn:aws:codecommit:eu-west-1:111122223333:shop',
      eventTime: '2026-03-02T09:25:10.000+0000',
      userIdentityARN: 'arn:aws:iam::111122223333:user/admin',
    });
  });

  it.each<[Partial<RepositoryTrigger>, string]>([
    [
      { destinationArn: 'arn:aws:sqs:eu-west-1:111122223333:x' },
      'InvalidRepositoryTriggerDestinationArnException',
    ],
    [{ events: [] }, 'RepositoryTriggerEventsListRequiredException'],
    [{ events: ['all', 'createReference'] }, 'InvalidRepositoryTriggerEventsException'],
    [{ name: 'no spaces' }, 'InvalidRepositoryTriggerNameException'],
  ])('cannot be %j', async (more, code) => {
    await expect(
      put({ name: 'x', destinationArn, branches: [], events: ['all'], ...more }),
    ).rejects.toMatchObject({ name: code });
  });
});
