import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

export const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';

/** A world with an SNS client and the topic `alerts`. */
export async function topicWorld() {
  const { world, clock, scope } = messagingWorld();
  const sns = new SNSClient(inProcessClientConfig(world, { region: 'eu-west-1' }));
  await sns.send(new CreateTopicCommand({ Name: 'alerts' }));
  return {
    world,
    clock,
    scope,
    sns,
    /** Subscribes to the topic and gives the subscription's ARN. */
    async subscribe(Endpoint: string, Attributes: Record<string, string> = {}, Protocol = 'sqs') {
      const { SubscriptionArn } = await sns.send(
        new SubscribeCommand({
          TopicArn: topicArn,
          Protocol,
          Endpoint,
          Attributes,
          ReturnSubscriptionArn: true,
        }),
      );
      return SubscriptionArn ?? '';
    },
  };
}
