import { InvokeCommand, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { resumeQueues } from '../../../sandbox/services/lambda/invocation-queue.ts';
import { invokeAsync } from '../../../sandbox/services/lambda/invoke-async.ts';
import { recentInvocations } from '../../../sandbox/services/lambda/recent-invocations.ts';
import { lambdaState } from '../../../sandbox/services/lambda/state.ts';
import { aLambdaWorld, queueArn, until } from './lambda-world.ts';

let lambda: Awaited<ReturnType<typeof aLambdaWorld>>;
afterEach(() => lambda.end());

const failing = 'exports.handler = async (event) => { throw new Error(`no ${event.what}`); };';
const send = (name: string, event: unknown) =>
  lambda.client.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: JSON.stringify(event) }),
  );
const triesOf = (name: string) =>
  recentInvocations(lambda.scope).filter(({ functionName }) => functionName === name);

describe('an asynchronous call', () => {
  test('is tried three times, a minute and two minutes apart, and then goes to the on-failure queue', async () => {
    lambda = await aLambdaWorld({ speed: 600 });
    await lambda.create('failing', failing);
    await lambda.client.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: 'failing',
        DestinationConfig: { OnFailure: { Destination: queueArn } },
      }),
    );

    const { StatusCode } = await send('failing', { what: 'luck' });
    const [message] = await until(() => lambda.messages().length > 0 && lambda.messages());

    expect(StatusCode).toBe(202);
    const [first, second, third, ...more] = triesOf('failing').map(({ startedAt }) => startedAt);
    expect(more).toEqual([]);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(120_000);
    expect(message?.body).toEqual({
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:failing:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { what: 'luck' },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no luck', trace: expect.any(Array) },
    });
    expect(lambdaState(lambda.scope).queue.size).toBe(0);
  });

  test('that may not be retried goes to the dead-letter queue at once, with the error beside it', async () => {
    lambda = await aLambdaWorld();
    await lambda.create('failing', failing, { DeadLetterConfig: { TargetArn: queueArn } });
    await lambda.client.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName: 'failing', MaximumRetryAttempts: 0 }),
    );

    await send('failing', { what: 'luck' });
    const [message] = await until(() => lambda.messages().length > 0 && lambda.messages());

    expect(message).toEqual({
      body: { what: 'luck' },
      attributes: {
        RequestID: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ErrorCode: '200',
        ErrorMessage: 'no luck',
      },
    });
    expect(triesOf('failing')).toHaveLength(1);
  });

  test('is lost, aloud, when the role may not send to the queue', async () => {
    lambda = await aLambdaWorld({ mayMail: false });
    const complaint = vi.spyOn(console, 'error').mockReturnValue();
    await lambda.create('failing', failing, { DeadLetterConfig: { TargetArn: queueArn } });
    await lambda.client.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName: 'failing', MaximumRetryAttempts: 0 }),
    );

    await send('failing', { what: 'luck' });
    await until(() => complaint.mock.calls.length > 0);

    expect(String(complaint.mock.calls[0]?.[0])).toMatch(
      /lost the outcome of failing .* AccessDenied.* not authorized to perform: sqs:SendMessage/,
    );
    expect(lambda.messages()).toEqual([]);
    complaint.mockRestore();
  });

  test('that was waiting when the state was written is run when it is read again', async () => {
    lambda = await aLambdaWorld();
    await lambda.create('listener', 'exports.handler = async (event) => event;');
    lambdaState(lambda.scope).queue.set('r1', {
      requestId: 'r1',
      functionName: 'listener',
      qualifier: '',
      payload: '{"kept":true}',
      acceptedAt: lambda.world.clock.now() - 5000,
      attempts: 1,
      nextAttemptAt: lambda.world.clock.now() - 1000,
    });

    resumeQueues(lambda.world);
    await until(() => triesOf('listener').length > 0);

    expect(triesOf('listener')).toMatchObject([{ requestId: 'r1', outcome: 'success' }]);
    await until(() => lambdaState(lambda.scope).queue.size === 0);
  });

  test('by a rule needs the permission that names the rule', async () => {
    lambda = await aLambdaWorld();
    await lambda.create('listener', 'exports.handler = async (event) => event;');
    const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:listener';
    const ruleArn = 'arn:aws:events:eu-central-1:111122223333:rule/pushes';
    const byRule = (sourceArn: string) =>
      invokeAsync(lambda.scope, {
        functionArn,
        payload: { 'detail-type': 'Push', source: 'test' },
        caller: { kind: 'service', service: 'events.amazonaws.com', sourceArn },
      });

    expect(() => byRule(ruleArn)).toThrow(
      /events.amazonaws.com is not authorized to perform: lambda:InvokeFunction/,
    );
    lambdaState(lambda.scope)
      .functions.get('listener')
      ?.policies.set('', [
        {
          Sid: 'rule',
          Effect: 'Allow',
          Action: 'lambda:InvokeFunction',
          Principal: { Service: 'events.amazonaws.com' },
          Resource: functionArn,
          Condition: { ArnLike: { 'AWS:SourceArn': ruleArn } },
        },
      ]);
    byRule(ruleArn);
    await until(() => triesOf('listener').length > 0);

    expect(() => byRule(`${ruleArn}-2`)).toThrow(/not authorized/);
    expect(triesOf('listener')).toMatchObject([
      { outcome: 'success', event: 'test: Push', trigger: 'Event' },
    ]);
  });
});
