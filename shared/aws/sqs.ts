import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetters } from '../core/ports.ts';
import { jsonWithoutCredentials } from '../core/without-credentials.ts';
import { redactText } from '../redact/redact.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** The dead-letter queue: the event as it came but for its credentials, with the reason as a message attribute. */
export function deadLetterQueue(
  queueUrl: string,
  functionName: string,
  settings: ClientSettings = {},
): DeadLetters {
  const client = new SQSClient(settings);
  return {
    async keep(event, reason) {
      await calling({ call: 'SQS SendMessage', on: `queue ${queueUrl}` }, () =>
        client.send(
          new SendMessageCommand({
            QueueUrl: queueUrl,
            MessageBody: jsonWithoutCredentials(event),
            MessageAttributes: {
              Reason: { DataType: 'String', StringValue: redactText(reason).slice(0, 1_000) },
              Function: { DataType: 'String', StringValue: functionName },
            },
          }),
        ),
      );
    },
  };
}
