import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Waker } from '../core/ports.ts';
import type { ClientSettings } from './client-settings.ts';
import { calling } from './translate-error.ts';

/** Wakes functions by asynchronous invocation: accepted means that Lambda runs it, with its own retries. */
export function lambdaWaker(settings: ClientSettings = {}): Waker {
  const client = new LambdaClient(settings);
  return {
    async wake(functionName, request) {
      await calling({ call: 'Lambda Invoke', on: `function ${functionName}` }, () =>
        client.send(
          new InvokeCommand({
            FunctionName: functionName,
            InvocationType: 'Event',
            Payload: Buffer.from(JSON.stringify(request)),
          }),
        ),
      );
    },
  };
}
