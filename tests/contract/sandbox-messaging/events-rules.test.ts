import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  InvalidEventPatternException,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

const queueArn = 'arn:aws:sqs:eu-west-1:111122223333:work';
let client: EventBridgeClient;

beforeEach(() => {
  const { world } = messagingWorld();
  client = new EventBridgeClient(inProcessClientConfig(world, { region: 'eu-west-1' }));
});

const aRule = (Name = 'push', more: { EventBusName?: string } = {}) =>
  client.send(new PutRuleCommand({ Name, EventPattern: '{"source":["aws.codecommit"]}', ...more }));

const aTarget = (target: Partial<Target> = {}, Rule = 'push') =>
  client.send(new PutTargetsCommand({ Rule, Targets: [{ Id: '1', Arn: queueArn, ...target }] }));

describe('EventBridge, rules', () => {
  it('keeps a rule and tells it again', async () => {
    const { RuleArn } = await aRule();

    const rule = await client.send(new DescribeRuleCommand({ Name: 'push' }));

    expect(RuleArn).toBe('arn:aws:events:eu-west-1:111122223333:rule/push');
    expect(rule).toMatchObject({
      Name: 'push',
      Arn: RuleArn,
      State: 'ENABLED',
      EventBusName: 'default',
      EventPattern: '{"source":["aws.codecommit"]}',
      CreatedBy: '111122223333',
    });
  });

  it('takes a pattern of 2,048 characters, as accounts do by default', async () => {
    const shell = JSON.stringify({ source: [''] });
    const pattern = (length: number) => JSON.stringify({ source: ['x'.repeat(length - shell.length)] });

    await client.send(new PutRuleCommand({ Name: 'long', EventPattern: pattern(2048) }));

    await expect(
      client.send(new PutRuleCommand({ Name: 'long', EventPattern: pattern(2049) })),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
  });

  it('keeps the targets of a rule that is written again', async () => {
    await aRule();
    await aTarget();

    await client.send(new PutRuleCommand({ Name: 'push', ScheduleExpression: 'rate(1 hour)' }));

    const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'push' }));
    expect(Targets).toEqual([{ Id: '1', Arn: queueArn }]);
    const rule = await client.send(new DescribeRuleCommand({ Name: 'push' }));
    expect(rule.EventPattern).toBeUndefined();
  });

  it('refuses patterns, schedules and rules that are not valid', async () => {
    const put = (input: { EventPattern?: string; ScheduleExpression?: string; EventBusName?: string }) =>
      client.send(new PutRuleCommand({ Name: 'x', ...input }));

    await expect(put({ EventPattern: '{"source":"aws.codecommit"}' })).rejects.toThrow(
      'Event pattern is not valid. Reason: "source" must be an object or an array',
    );
    await expect(put({ EventPattern: 'source' })).rejects.toBeInstanceOf(InvalidEventPatternException);
    await expect(put({ ScheduleExpression: 'rate(1 minutes)' })).rejects.toThrow(
      'Parameter ScheduleExpression is not valid.',
    );
    await expect(put({})).rejects.toThrow(
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
    await expect(put({ EventPattern: '{"a":[1]}', EventBusName: 'none' })).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
  });

  it('lists rules by prefix, page by page, and by target', async () => {
    for (const name of ['push-b', 'push-a', 'pull']) {
      await aRule(name);
      await aTarget({}, name);
    }

    const first = await client.send(new ListRulesCommand({ NamePrefix: 'push', Limit: 1 }));
    const second = await client.send(
      new ListRulesCommand({ NamePrefix: 'push', Limit: 1, NextToken: first.NextToken }),
    );
    const byTarget = await client.send(new ListRuleNamesByTargetCommand({ TargetArn: queueArn }));

    expect([...(first.Rules ?? []), ...(second.Rules ?? [])].map(({ Name }) => Name)).toEqual([
      'push-a',
      'push-b',
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(byTarget.RuleNames).toEqual(['pull', 'push-a', 'push-b']);
  });

  it('deletes a rule only without targets, and one that is not there in peace', async () => {
    await aRule();
    await aTarget();

    await expect(client.send(new DeleteRuleCommand({ Name: 'push' }))).rejects.toThrow(
      "Rule can't be deleted since it has targets.",
    );
    await client.send(new RemoveTargetsCommand({ Rule: 'push', Ids: ['1'] }));
    await client.send(new DeleteRuleCommand({ Name: 'push' }));
    await client.send(new DeleteRuleCommand({ Name: 'push' }));

    await expect(client.send(new DescribeRuleCommand({ Name: 'push' }))).rejects.toThrow(
      'Rule push does not exist on EventBus default.',
    );
  });

  it('reports targets that were not there as failed entries', async () => {
    await aRule();

    const answer = await client.send(new RemoveTargetsCommand({ Rule: 'push', Ids: ['9'] }));

    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.FailedEntries?.[0]).toMatchObject({ TargetId: '9' });
  });

  it('refuses targets it cannot serve, with the reason', async () => {
    await aRule();

    await expect(aTarget({ Arn: 'work' })).rejects.toThrow('Provided Arn is not in correct format.');
    await expect(aTarget({ Arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/x' })).rejects.toThrow(
      'The sandbox has no targets of this service',
    );
    await expect(aTarget({ Arn: 'arn:aws:codebuild:eu-west-1:111122223333:project/ledger' })).rejects.toThrow(
      'RoleArn is required',
    );
    await expect(aTarget({ Input: '{' })).rejects.toThrow('JSON syntax error in input for target 1');
    await expect(aTarget({ Input: '{}', InputPath: '$.detail' })).rejects.toThrow('Only one of Input');
    await expect(aTarget({ InputPath: 'detail' })).rejects.toThrow('Invalid JSONPath detail');
    await expect(aTarget({ RetryPolicy: { MaximumEventAgeInSeconds: 59 } })).rejects.toThrow(
      'it must be between 60 and 86400',
    );
    await expect(aTarget({ DeadLetterConfig: { Arn: 'dead' } })).rejects.toThrow('must be an SQS queue');
    const six = ['1', '2', '3', '4', '5', '6'].map((Id) => ({ Id, Arn: queueArn }));
    await expect(client.send(new PutTargetsCommand({ Rule: 'push', Targets: six }))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });

  it('disables a rule', async () => {
    await aRule();

    await client.send(new DisableRuleCommand({ Name: 'push' }));

    expect((await client.send(new DescribeRuleCommand({ Name: 'push' }))).State).toBe('DISABLED');
  });

  it('tags rules and buses', async () => {
    const { RuleArn } = await aRule();

    await client.send(
      new TagResourceCommand({ ResourceARN: RuleArn, Tags: [{ Key: 'team', Value: 'harbor' }] }),
    );

    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN: RuleArn }));
    expect(Tags).toEqual([{ Key: 'team', Value: 'harbor' }]);
  });
});

describe('EventBridge, buses', () => {
  it('has a default bus and makes others, whose rules name them', async () => {
    await client.send(new CreateEventBusCommand({ Name: 'drawbridge' }));
    const { RuleArn } = await aRule('watch', { EventBusName: 'drawbridge' });

    const { EventBuses } = await client.send(new ListEventBusesCommand({}));

    expect(EventBuses?.map(({ Name }) => Name)).toEqual(['default', 'drawbridge']);
    expect(RuleArn).toBe('arn:aws:events:eu-west-1:111122223333:rule/drawbridge/watch');
    await expect(client.send(new CreateEventBusCommand({ Name: 'drawbridge' }))).rejects.toThrow(
      'Event bus drawbridge already exists.',
    );
  });

  it('deletes buses but not the default one', async () => {
    await client.send(new CreateEventBusCommand({ Name: 'drawbridge' }));

    await client.send(new DeleteEventBusCommand({ Name: 'drawbridge' }));

    await expect(client.send(new DescribeEventBusCommand({ Name: 'drawbridge' }))).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
    await expect(client.send(new DeleteEventBusCommand({ Name: 'default' }))).rejects.toThrow(
      'Cannot delete event bus default.',
    );
  });
});

describe('EventBridge, TestEventPattern', () => {
  const Event = JSON.stringify({
    id: '1',
    account: '111122223333',
    source: 'aws.codebuild',
    time: '2026-03-02T09:25:19Z',
    region: 'eu-west-1',
    resources: [],
    'detail-type': 'CodeBuild Build State Change',
    detail: {},
  });

  it('tells whether the event matches', async () => {
    const test = (EventPattern: string) => client.send(new TestEventPatternCommand({ EventPattern, Event }));

    expect((await test('{"source":["aws.codebuild"]}')).Result).toBe(true);
    expect((await test('{"source":["aws.codecommit"]}')).Result).toBe(false);
  });

  it('wants a whole envelope', async () => {
    const test = client.send(
      new TestEventPatternCommand({ EventPattern: '{"source":["a"]}', Event: '{"source":"a"}' }),
    );

    await expect(test).rejects.toThrow('Missing required field id');
  });
});
