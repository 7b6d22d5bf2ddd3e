import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { type Finding, findingsOf } from '../finding.ts';
import type { DeployedPlace, Look } from '../look.ts';
import { counted } from '../words.ts';

export interface DeadLetterFacts {
  readonly queueUrl: string;
  readonly messages: number;
}

const { ok, warning } = findingsOf('operation');

/** Whether events wait in the dead-letter queue. */
export const deadLettersLook: Look<DeadLetterFacts, DeployedPlace> = {
  job: 'operation',
  subject: 'the dead-letter queue',
  async gather({ clients, stack }) {
    const queueUrl = stack.outputs['DeadLetterQueueUrl'] ?? '';
    const { Attributes = {} } = await clients.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    const messages = Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    return { queueUrl, messages };
  },
  assess({ queueUrl, messages }): Finding[] {
    if (messages === 0) return [ok('no event waits in the dead-letter queue')];
    return [
      warning(
        `${counted(messages, 'event')} could not be handled, and ${messages === 1 ? 'waits' : 'wait'} in the dead-letter queue`,
        `Look at one: aws sqs receive-message --queue-url ${queueUrl} --message-attribute-names All --visibility-timeout 0, and give it to npm run explain -- -`,
      ),
    ];
  },
};
