import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

/** A world with an SQS client, and the two steps that tests of queues are made of. */
export function queueWorld() {
  const { world, clock } = messagingWorld();
  const sqs = new SQSClient(inProcessClientConfig(world, { region: 'eu-west-1' }));
  return {
    world,
    clock,
    sqs,
    /** Makes a queue and gives its URL. */
    async aQueue(name = 'work', Attributes: Record<string, string> = {}): Promise<string> {
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
      return QueueUrl ?? '';
    },
    /** Takes up to ten messages, with all that is told of them. */
    async receive(QueueUrl: string, more: { WaitTimeSeconds?: number } = {}) {
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
    },
  };
}
