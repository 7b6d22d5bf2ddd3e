import {
  CreateEventBusCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { addFault } from '../../../sandbox/kernel/faults.ts';
import type { Scope, World } from '../../../sandbox/kernel/world.ts';
import { publishEvent } from '../../../sandbox/services/events/publish-event.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import type { ManualClock } from './manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let clock: ManualClock;
let world: World;
let scope: Scope;
let events: EventBridgeClient;
let sqs: SQSClient;

beforeEach(() => {
  ({ clock, world, scope } = messagingWorld());
  const config = inProcessClientConfig(world, { region: 'eu-west-1' });
  events = new EventBridgeClient(config);
  sqs = new SQSClient(config);
});

const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`;

/** A queue that lets EventBridge in. */
async function aQueue(name: string): Promise<void> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn(name),
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
}

async function aRule(target: Partial<Target> = {}, pattern = '{"source":[{"prefix":""}]}'): Promise<void> {
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: pattern }));
  await events.send(
    new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'it', Arn: queueArn('work'), ...target }] }),
  );
}

async function received(queue: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: `http://127.0.0.1:4566/111122223333/${queue}`,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(({ Body = '', MessageAttributes = {} }) => ({
    body: JSON.parse(Body) as Record<string, unknown>,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  }));
}

const aPush = (commitId = '6b3c45f2') =>
  publishEvent(scope, {
    source: 'aws.codecommit',
    detailType: 'CodeCommit Repository State Change',
    resources: ['arn:aws:codecommit:eu-west-1:111122223333:harbor-ledger'],
    detail: { event: 'referenceUpdated', commitId },
  });

const outcomes = () =>
  recentEvents(scope).map(({ deliveries }) =>
    deliveries.map(({ outcome, attempts, error }) => ({ outcome, attempts, error })),
  );

describe('publishEvent', () => {
  it('brings an event in the shape of AWS to the targets of rules that match', async () => {
    await aQueue('work');
    await aRule({}, '{"source":["aws.codecommit"],"detail":{"event":["referenceUpdated"]}}');
    await clock.advance(1_234);

    const id = aPush();
    await clock.advance(0);

    expect(await received('work')).toEqual([
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
    expect(outcomes()).toEqual([[{ outcome: 'delivered', attempts: 1, error: undefined }]]);
  });

  it('remembers events that no rule wanted, newest first, a thousand of them', async () => {
    await aQueue('work');
    await aRule({}, '{"source":["aws.codebuild"]}');

    for (let number = 0; number <= 1000; number++) aPush(String(number));

    const recent = recentEvents(scope);
    expect(recent).toHaveLength(1000);
    expect(recent[0]).toMatchObject({ event: { detail: { commitId: '1000' } }, deliveries: [] });
  });

  it('does not let what happens to the detail later into the event', async () => {
    await aQueue('work');
    await aRule();
    const detail = { state: 'IN_PROGRESS' };

    publishEvent(scope, { source: 'aws.codebuild', detailType: 'x', resources: [], detail });
    detail.state = 'FAILED';
    await clock.advance(0);

    expect((await received('work'))[0]?.body['detail']).toEqual({ state: 'IN_PROGRESS' });
  });

  it('matches nothing with a disabled rule', async () => {
    await aQueue('work');
    await aRule();
    await events.send(new DisableRuleCommand({ Name: 'all' }));
    aPush('one');
    await events.send(new EnableRuleCommand({ Name: 'all' }));
    aPush('two');
    await clock.advance(0);

    expect((await received('work')).map(({ body }) => body['detail'])).toEqual([
      { event: 'referenceUpdated', commitId: 'two' },
    ]);
  });

  it('gives the target what its transformer makes', async () => {
    await aQueue('work');
    await aRule({
      InputTransformer: {
        InputPathsMap: { commit: '$.detail.commitId' },
        InputTemplate: '{"commit": <commit>, "rule": "<aws.events.rule-name>"}',
      },
    });

    aPush();
    await clock.advance(0);

    expect((await received('work'))[0]?.body).toEqual({ commit: '6b3c45f2', rule: 'all' });
  });
});

describe('EventBridge, failed deliveries', () => {
  it('puts an event whose target refuses it into the dead-letter queue at once, and says why', async () => {
    await aQueue('dead');
    await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
    await aRule({ DeadLetterConfig: { Arn: queueArn('dead') } });

    const id = aPush();
    await clock.advance(0);

    const [letter] = await received('dead');
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
    expect(outcomes()[0]?.[0]).toMatchObject({ outcome: 'dead-lettered', attempts: 1 });
  });

  it.each([
    ['function', 'arn:aws:lambda:eu-west-1:111122223333:function:none'],
    ['topic', 'arn:aws:sns:eu-west-1:111122223333:none'],
    ['queue', 'arn:aws:sqs:eu-west-1:111122223333:none'],
  ])('does the same for a %s that does not exist', async (_kind, Arn) => {
    await aQueue('dead');
    await aRule({ Arn, DeadLetterConfig: { Arn: queueArn('dead') } });

    aPush();
    await clock.advance(0);

    expect((await received('dead'))[0]?.attributes).toMatchObject({ ERROR_CODE: 'NO_RESOURCE' });
  });

  it('does the same for a build that the role of the target may not start', async () => {
    await aQueue('dead');
    await aRule({
      Arn: 'arn:aws:codebuild:eu-west-1:111122223333:project/ledger',
      RoleArn: 'arn:aws:iam::111122223333:role/starter',
      DeadLetterConfig: { Arn: queueArn('dead') },
    });

    aPush();
    await clock.advance(0);

    expect((await received('dead'))[0]?.attributes).toMatchObject({
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: expect.stringContaining('assumed-role/starter/AWSEvents_all'),
    });
  });

  it('loses an event whose dead-letter queue cannot be written to, and keeps the reason', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    await aRule({ Arn: queueArn('none'), DeadLetterConfig: { Arn: queueArn('dead') } });

    aPush();
    await clock.advance(0);

    expect(await received('dead')).toEqual([]);
    expect(outcomes()[0]?.[0]).toMatchObject({
      outcome: 'lost',
      error: expect.stringContaining('its dead-letter queue cannot be written to'),
    });
  });

  it('tells of an input that is no JSON for a function', async () => {
    await aQueue('dead');
    await aRule({
      Arn: 'arn:aws:lambda:eu-west-1:111122223333:function:none',
      InputTransformer: { InputTemplate: 'no json' },
      DeadLetterConfig: { Arn: queueArn('dead') },
    });

    aPush();
    await clock.advance(0);

    expect((await received('dead'))[0]?.attributes).toMatchObject({ ERROR_CODE: 'INVALID_JSON' });
  });
});

describe('EventBridge, faults', () => {
  const ids = async () =>
    (await received('work')).map(({ body }) => (body['detail'] as { commitId: string }).commitId);

  beforeEach(async () => {
    await aQueue('work');
    await aRule();
  });

  it('drops an event and says so', async () => {
    addFault(world, { service: 'events', kind: 'drop-event', times: 1 });

    aPush('one');
    aPush('two');
    await clock.advance(0);

    expect(await ids()).toEqual(['two']);
    expect(outcomes()).toEqual([
      [{ outcome: 'delivered', attempts: 1, error: undefined }],
      [{ outcome: 'lost', attempts: 0, error: 'Dropped by the fault "drop-event"' }],
    ]);
  });

  it('delivers an event twice with the same id', async () => {
    addFault(world, { service: 'events', kind: 'duplicate-event', times: 1 });

    const id = aPush();
    await clock.advance(0);

    expect((await received('work')).map(({ body }) => body['id'])).toEqual([id, id]);
  });

  it('delays an event so that a later one overtakes it', async () => {
    addFault(world, { service: 'events', kind: 'delay-event', times: 1, delayMs: 60_000 });

    aPush('one');
    aPush('two');
    await clock.advance(59_999);
    expect(await ids()).toEqual(['two']);
    await clock.advance(1);

    expect(await ids()).toContain('one');
  });

  it('reorders events within the delay', async () => {
    addFault(world, { service: 'events', kind: 'reorder-events', delayMs: 10_000 });
    const sent = Array.from({ length: 10 }, (_, index) => `commit-${index}`);

    for (const commitId of sent) aPush(commitId);
    await clock.advance(10_000);

    expect((await ids()).toSorted()).toEqual(sent);
  });
});

describe('PutEvents', () => {
  it('brings own events to the rules of the bus they name', async () => {
    await aQueue('work');
    await events.send(new CreateEventBusCommand({ Name: 'drawbridge' }));
    await events.send(
      new PutRuleCommand({
        Name: 'own',
        EventBusName: 'drawbridge',
        EventPattern: '{"source":["drawbridge"]}',
      }),
    );
    await events.send(
      new PutTargetsCommand({
        Rule: 'own',
        EventBusName: 'drawbridge',
        Targets: [{ Id: '1', Arn: queueArn('work') }],
      }),
    );

    const answer = await events.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: 'drawbridge',
            Source: 'drawbridge',
            DetailType: 'build.finished.v1',
            Detail: '{"ok":true}',
            Time: new Date('2026-03-02T08:00:00Z'),
          },
        ],
      }),
    );
    await clock.advance(0);

    expect(answer.FailedEntryCount).toBe(0);
    expect((await received('work'))[0]?.body).toMatchObject({
      id: answer.Entries?.[0]?.EventId,
      time: '2026-03-02T08:00:00Z',
      detail: { ok: true },
      resources: [],
    });
  });

  it('fails entries one by one, with the reason', async () => {
    const entry = { Source: 'drawbridge', DetailType: 'x', Detail: '{}' };

    const { FailedEntryCount, Entries } = await events.send(
      new PutEventsCommand({
        Entries: [
          entry,
          { ...entry, Source: 'aws.codecommit' },
          { ...entry, Detail: '{' },
          { ...entry, Detail: '[]' },
          { DetailType: 'x', Detail: '{}' },
          { ...entry, EventBusName: 'none' },
        ],
      }),
    );

    expect(FailedEntryCount).toBe(5);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'NotAuthorizedForSourceException',
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'ResourceNotFoundException',
    ]);
  });

  it('refuses more than ten entries, and a megabyte', async () => {
    const entry = { Source: 'drawbridge', DetailType: 'x', Detail: '{}' };
    const big = JSON.stringify({ text: 'x'.repeat(1_048_576) });

    await expect(
      events.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) })),
    ).rejects.toThrow('Member must have length less than or equal to 10');
    await expect(events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: big }] }))).rejects.toThrow(
      'Total size of the entries in the request is over the limit.',
    );
  });

  it('forwards from bus to bus, also to another Region, and keeps where an event came from', async () => {
    await aRule({ Arn: 'arn:aws:events:eu-central-1:111122223333:event-bus/default' });
    const there = new EventBridgeClient(inProcessClientConfig(world, { region: 'eu-central-1' }));
    await there.send(new PutRuleCommand({ Name: 'kept', EventPattern: '{"region":["eu-west-1"]}' }));
    await there.send(
      new PutTargetsCommand({
        Rule: 'kept',
        Targets: [
          {
            Id: '1',
            Arn: 'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/events/kept',
            InputPath: '$.id',
          },
        ],
      }),
    );

    const id = aPush();
    await clock.advance(0);

    const group = logsState({ ...scope, region: 'eu-central-1' }).groups.get('/aws/events/kept');
    expect(group?.streams.get(id)?.events.map(({ message }) => message)).toEqual([JSON.stringify(id)]);
  });
});

describe('EventBridge, schedules', () => {
  it('sends the targets of a rule a scheduled event each time it is due', async () => {
    await aQueue('work');
    await events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'rate(1 minute)' }));
    await events.send(
      new PutTargetsCommand({ Rule: 'sweep', Targets: [{ Id: '1', Arn: queueArn('work') }] }),
    );

    await clock.advance(150_000);

    const bodies = (await received('work')).map(({ body }) => body);
    expect(bodies.map(({ time }) => time)).toEqual(['2026-03-02T09:01:00Z', '2026-03-02T09:02:00Z']);
    expect(bodies[0]).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      resources: ['arn:aws:events:eu-west-1:111122223333:rule/sweep'],
      detail: {},
    });
  });

  it('stops when the rule is disabled and goes on by a changed schedule', async () => {
    await events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'rate(1 minute)' }));
    await clock.advance(60_000);
    await events.send(new DisableRuleCommand({ Name: 'sweep' }));
    await clock.advance(600_000);
    expect(recentEvents(scope)).toHaveLength(1);

    await events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'cron(0 12 * * ? *)' }));
    await clock.advance(2 * 86_400_000);

    expect(recentEvents(scope).map(({ event }) => event.time)).toEqual([
      '2026-03-03T12:00:00Z',
      '2026-03-02T12:00:00Z',
      '2026-03-02T09:01:00Z',
    ]);
  });
});
