import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { publishEvent } from '../../../sandbox/services/events/publish-event.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { eventWorld } from './event-world.ts';
import { queueArn } from './queues.ts';

let here: ReturnType<typeof eventWorld>;

beforeEach(() => {
  here = eventWorld();
});

describe('publishEvent', () => {
  it('brings an event in the shape of AWS to the targets of rules that match', async () => {
    await here.aQueue('work');
    await here.aRule({}, '{"source":["aws.codecommit"],"detail":{"event":["referenceUpdated"]}}');
    await here.clock.advance(1_234);

    const id = here.aPush();
    await here.clock.advance(0);

    expect(await here.received('work')).toEqual([
      {
        attributes: {},
        body: {
          version: '0',
          id,
          'detail-type': 'CodeCommit Repository State Change',
          source: 'aws.codecommit',
          account: '111122223333',
          time: '2026-03-02T09:00:01Z',
          region: 'eu-west-1',
          resources: ['arn:aws:codecommit:eu-west-1:111122223333:harbor-ledger'],
          detail: { event: 'referenceUpdated', commitId: '6b3c45f2' },
        },
      },
    ]);
    expect(here.outcomes()).toEqual([[{ outcome: 'delivered', attempts: 1, error: undefined }]]);
  });

  it('remembers events that no rule wanted, newest first, a thousand of them', async () => {
    await here.aQueue('work');
    await here.aRule({}, '{"source":["aws.codebuild"]}');

    for (let number = 0; number <= 1000; number++) here.aPush(String(number));

    const recent = recentEvents(here.scope);
    expect(recent).toHaveLength(1000);
    expect(recent[0]).toMatchObject({ event: { detail: { commitId: '1000' } }, deliveries: [] });
  });

  it('does not let what happens to the detail later into the event', async () => {
    await here.aQueue('work');
    await here.aRule();
    const detail = { state: 'IN_PROGRESS' };

    publishEvent(here.scope, { source: 'aws.codebuild', detailType: 'x', resources: [], detail });
    detail.state = 'FAILED';
    await here.clock.advance(0);

    expect((await here.received('work'))[0]?.body['detail']).toEqual({ state: 'IN_PROGRESS' });
  });

  it('matches nothing with a disabled rule', async () => {
    await here.aQueue('work');
    await here.aRule();
    await here.events.send(new DisableRuleCommand({ Name: 'all' }));
    here.aPush('one');
    await here.events.send(new EnableRuleCommand({ Name: 'all' }));
    here.aPush('two');
    await here.clock.advance(0);

    expect((await here.received('work')).map(({ body }) => body['detail'])).toEqual([
      { event: 'referenceUpdated', commitId: 'two' },
    ]);
  });

  it('gives the target what its transformer makes', async () => {
    await here.aQueue('work');
    await here.aRule({
      InputTransformer: {
        InputPathsMap: { commit: '$.detail.commitId' },
        InputTemplate: '{"commit": <commit>, "rule": "<aws.events.rule-name>"}',
      },
    });

    here.aPush();
    await here.clock.advance(0);

    expect((await here.received('work'))[0]?.body).toEqual({ commit: '6b3c45f2', rule: 'all' });
  });
});

describe('EventBridge, failed deliveries', () => {
  it('puts an event whose target refuses it into the dead-letter queue at once, and says why', async () => {
    await here.aQueue('dead');
    await here.sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
    await here.aRule({ DeadLetterConfig: { Arn: queueArn('dead') } });

    const id = here.aPush();
    await here.clock.advance(0);

    const [letter] = await here.received('dead');
    expect(letter?.body).toMatchObject({ id, source: 'aws.codecommit' });
    expect(letter?.attributes).toEqual({
      RULE_ARN: 'arn:aws:events:eu-west-1:111122223333:rule/all',
      TARGET_ARN: queueArn('work'),
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: expect.stringContaining(
        'events.amazonaws.com is not authorized to perform: sqs:SendMessage',
      ),
      RETRY_ATTEMPTS: '0',
    });
    expect(here.outcomes()[0]?.[0]).toMatchObject({ outcome: 'dead-lettered', attempts: 1 });
  });

  it.each([
    ['function', 'arn:aws:lambda:eu-west-1:111122223333:function:none'],
    ['topic', 'arn:aws:sns:eu-west-1:111122223333:none'],
    ['queue', 'arn:aws:sqs:eu-west-1:111122223333:none'],
  ])('does the same for a %s that does not exist', async (_kind, Arn) => {
    await here.aQueue('dead');
    await here.aRule({ Arn, DeadLetterConfig: { Arn: queueArn('dead') } });

    here.aPush();
    await here.clock.advance(0);

    expect((await here.received('dead'))[0]?.attributes).toMatchObject({ ERROR_CODE: 'NO_RESOURCE' });
  });

  it('does the same for a build that the role of the target may not start', async () => {
    await here.aQueue('dead');
    await here.aRule({
      Arn: 'arn:aws:codebuild:eu-west-1:111122223333:project/ledger',
      RoleArn: 'arn:aws:iam::111122223333:role/starter',
      DeadLetterConfig: { Arn: queueArn('dead') },
    });

    here.aPush();
    await here.clock.advance(0);

    expect((await here.received('dead'))[0]?.attributes).toMatchObject({
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: expect.stringContaining('assumed-role/starter/AWSEvents_all'),
    });
  });

  it('loses an event whose dead-letter queue cannot be written to, and keeps the reason', async () => {
    await here.sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    await here.aRule({ Arn: queueArn('none'), DeadLetterConfig: { Arn: queueArn('dead') } });

    here.aPush();
    await here.clock.advance(0);

    expect(await here.received('dead')).toEqual([]);
    expect(here.outcomes()[0]?.[0]).toMatchObject({
      outcome: 'lost',
      error: expect.stringContaining('its dead-letter queue cannot be written to'),
    });
  });

  it('tells of an input that is no JSON for a function', async () => {
    await here.aQueue('dead');
    await here.aRule({
      Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:none',
      InputTransformer: { InputTemplate: 'no json' },
      DeadLetterConfig: { Arn: queueArn('dead') },
    });

    here.aPush();
    await here.clock.advance(0);

    expect((await here.received('dead'))[0]?.attributes).toMatchObject({ ERROR_CODE: 'INVALID_JSON' });
  });
});
