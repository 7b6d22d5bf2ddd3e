import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lambdaWaker } from '../../../shared/aws/lambda.ts';
import { ownEvents } from '../../../shared/aws/own-events.ts';
import { secretSigningKey } from '../../../shared/aws/secrets-manager.ts';
import { deadLetterQueue } from '../../../shared/aws/sqs.ts';
import type { OwnEvent } from '../../../shared/core/own-event.ts';
import { describeCalls } from '../../support/adapter-table.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const event = (number: number): OwnEvent => ({
  detailType: 'Backup Made',
  resources: ['r'],
  detail: { version: 1, number },
});
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/111122223333/failed';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const nothing = { done: { says: [{ output: {} }], gives: [undefined] } } as const;

describeCalls('functions', {
  wake: {
    ask: (settings) => lambdaWaker(settings).wake('sweep', { drawbridge: 'due' }),
    operation: 'client-lambda Invoke',
    told: 'Lambda Invoke on function sweep',
    errors: { ResourceNotFoundException: 'not-found', TooManyRequestsException: 'throttled' },
    outputs: nothing,
  },
});

describeCalls('events of our own', {
  put: {
    ask: (settings) => ownEvents(settings).put([event(1), event(2)]),
    operation: 'client-eventbridge PutEvents',
    told: 'EventBridge PutEvents on the default bus',
    outputs: {
      ...nothing,
      'an entry that failed, in an answer that did not': {
        says: [
          {
            output: {
              FailedEntryCount: 1,
              Entries: [
                { EventId: '1' },
                { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' },
              ],
            },
          },
        ],
        gives: /^EventBridge PutEvents did not take an event: Rate exceeded\.$/,
      },
      'an entry that failed without words': {
        says: [{ output: { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] } }],
        gives: /^EventBridge PutEvents did not take an event: InternalFailure\.$/,
      },
    },
  },
});

describeCalls('the key that badges are signed with', {
  get: {
    ask: (settings) => secretSigningKey('key', settings).get(),
    operation: 'client-secrets-manager GetSecretValue',
    told: 'Secrets Manager GetSecretValue on the badge signing key',
    errors: {
      ResourceNotFoundException: 'not-found',
      DecryptionFailure: 'access-denied',
      InvalidParameterException: 'request-refused',
      InvalidRequestException: 'request-refused',
    },
    outputs: {
      'the key': { says: [{ output: { SecretString: 'k' } }], gives: ['k'] },
      'an empty key': {
        says: [{ output: { SecretString: '' } }],
        gives: /^The badge signing key is empty\.$/,
      },
      'a key of bytes': {
        says: [{ output: { SecretBinary: 'aw==' } }],
        gives: /^The badge signing key is empty\.$/,
      },
    },
  },
});

describeCalls('dead letters', {
  keep: {
    ask: (settings) => deadLetterQueue(queueUrl, 'sweep', settings).keep({ a: 1 }, 'It was not understood.'),
    operation: 'client-sqs SendMessage',
    told: `SQS SendMessage on queue ${queueUrl}`,
    errors: { QueueDoesNotExist: 'not-found', RequestThrottled: 'throttled' },
    outputs: {
      'the checksum of what was sent': {
        says: [{ output: { MD5OfMessageBody: md5('{"a":1}') } }],
        gives: [undefined],
      },
      'another checksum': {
        says: [{ output: { MD5OfMessageBody: md5('') } }],
        gives: /InvalidChecksumError/,
      },
    },
  },
});

describe('what is asked', () => {
  it('events go by tens, each with its source', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });

    await ownEvents(settings).put(Array.from({ length: 11 }, (_, index) => event(index)));

    const entries = asked.map(({ body }) => (body as { Entries: object[] }).Entries);
    expect(entries.map(({ length }) => length)).toEqual([10, 1]);
    expect(entries[1]).toEqual([
      {
        Source: 'drawbridge',
        DetailType: 'Backup Made',
        Resources: ['r'],
        Detail: '{"version":1,"number":10}',
      },
    ]);
  });

  it('none is sent when there is none', async () => {
    const { settings, asked } = await serviceSaying('cut');

    await ownEvents(settings).put([]);

    expect(asked).toEqual([]);
  });

  it('the key is read once, and again only after a failure', async () => {
    const { settings, asked } = await serviceSaying(
      { error: 'InternalServiceError', status: 500 },
      { output: { SecretString: 'k' } },
    );
    const key = secretSigningKey('key', settings);

    await expect(key.get()).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(await Promise.all([key.get(), key.get()])).toEqual(['k', 'k']);

    expect(asked).toHaveLength(2);
  });

  it('a dead letter has its reason, cut to a thousand characters, and the function beside it', async () => {
    const { settings, asked } = await serviceSaying({ output: { MD5OfMessageBody: md5('null') } });

    await deadLetterQueue(queueUrl, 'sweep', settings).keep(undefined, 'x'.repeat(2_000));

    expect(asked[0]?.body).toMatchObject({
      QueueUrl: queueUrl,
      MessageBody: 'null',
      MessageAttributes: {
        Reason: { DataType: 'String', StringValue: 'x'.repeat(1_000) },
        Function: { DataType: 'String', StringValue: 'sweep' },
      },
    });
  });

  it('a dead letter has no credentials of a job', async () => {
    const kept = '{"CodePipeline.job":{"id":"7","data":{"sessionToken":"[taken out]"}}}';
    const { settings, asked } = await serviceSaying({ output: { MD5OfMessageBody: md5(kept) } });
    const job = { 'CodePipeline.job': { id: '7', data: { sessionToken: 'not for everybody' } } };

    await deadLetterQueue(queueUrl, 'sweep', settings).keep(job, 'of no kind that is taken here');

    expect(asked[0]?.body).toMatchObject({ MessageBody: kept });
  });

  it('a function is woken without waiting for it', async () => {
    const { settings, asked } = await serviceSaying({ output: {} });

    await lambdaWaker(settings).wake('sweep', { drawbridge: 'due' });

    expect(asked[0]).toMatchObject({
      url: '/2015-03-31/functions/sweep/invocations',
      body: { drawbridge: 'due' },
      headers: { 'x-amz-invocation-type': 'Event' },
    });
  });
});
