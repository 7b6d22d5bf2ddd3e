import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { until } from '../../../sandbox/tour/until.ts';
import { commentsOn, openPullRequest } from '../../support/a-pull-request.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { tourStack } from '../../support/tour-stack.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await aSandbox({ template: await tourStack() });
});

afterAll(() => sandbox?.stop());

describe('the packaged stack, given what it cannot work with', () => {
  it('says in the comment that a build project does not exist, and what to do', async () => {
    const { pullRequestId } = await openPullRequest(sandbox.world, 'harbor-ledger');

    const text = await until('a comment that says why no build started', async () => {
      const [comment = ''] = await commentsOn(sandbox.world, pullRequestId);
      return comment.includes('could not start') && comment;
    });

    expect(text).toContain('### ⚠️ Build could not start: unit');
    expect(text).toContain('CodeBuild StartBuild on project harbor-ledger-ci failed');
    expect(text).toContain('Check the name in drawbridge.yml');
  });

  it('leaves the pull requests of a repository alone that is not configured', async () => {
    const { pullRequestId } = await openPullRequest(sandbox.world, 'somebody-elses');

    const event = await until('the event of the pull request', async () =>
      recentEvents(scopeOf(sandbox.world, 'us-east-1')).find(
        ({ event: { detail } }) => detail['pullRequestId'] === pullRequestId,
      ),
    );

    expect(event.deliveries).toEqual([]);
    expect(await commentsOn(sandbox.world, pullRequestId)).toEqual([]);
  });

  it.each([
    ['validate-pull-request', { source: 'aws.codecommit', detail: {} }],
    ['report-build', { source: 'aws.codebuild', 'detail-type': 'CodeBuild Build State Change', detail: {} }],
  ])(
    'keeps an event that %s does not understand in the dead-letter queue, at once and with a reason',
    async (name, event) => {
      await invoke(name, event);

      const message = await until('the event in the dead-letter queue', () => deadLetter(name));

      expect(JSON.parse(message.body)).toEqual(event);
      expect(message.reason.length).toBeGreaterThan(10);
    },
  );

  it('keeps an event that the sweep does not understand as Lambda words it', async () => {
    await invoke('sweep', { drawbridge: 'nonsense' });

    const body = await until('the event in the dead-letter queue', async () => {
      const { Messages = [] } = await receive();
      return Messages.map(({ Body = '' }) => Body).find((text) => text.includes('nonsense'));
    });

    expect(JSON.parse(body)).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { drawbridge: 'nonsense' },
      responsePayload: { errorType: 'ControllerError' },
    });
  });
});

async function invoke(name: string, event: unknown): Promise<void> {
  const client = new LambdaClient(inProcessClientConfig(sandbox.world));
  await client.send(
    new InvokeCommand({
      FunctionName: `drawbridge-sandbox-${name}`,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(event)),
    }),
  );
}

async function receive() {
  const client = new SQSClient(inProcessClientConfig(sandbox.world));
  const { QueueUrl } = await client.send(
    new GetQueueUrlCommand({ QueueName: 'drawbridge-sandbox-dead-letters' }),
  );
  return client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageAttributeNames: ['All'],
    }),
  );
}

async function deadLetter(functionName: string): Promise<{ body: string; reason: string } | undefined> {
  const { Messages = [] } = await receive();
  const message = Messages.find(
    ({ MessageAttributes }) => MessageAttributes?.['Function']?.StringValue === functionName,
  );
  if (message === undefined) return undefined;
  return { body: message.Body ?? '', reason: message.MessageAttributes?.['Reason']?.StringValue ?? '' };
}
