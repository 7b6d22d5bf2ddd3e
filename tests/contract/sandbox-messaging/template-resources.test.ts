import { beforeEach, describe, expect, it } from 'vitest';
import type { ResourceResult } from '../../../sandbox/kernel/resource-kind.ts';
import type { Service } from '../../../sandbox/kernel/service.ts';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { findBus, findRule } from '../../../sandbox/services/events/find-bus.ts';
import { publishEvent } from '../../../sandbox/services/events/publish-event.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { events } from '../../../sandbox/services/events/service.ts';
import { sns } from '../../../sandbox/services/sns/service.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { sqs } from '../../../sandbox/services/sqs/service.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let scope: Scope;
let clock: ManualClock;

beforeEach(() => {
  ({ scope, clock } = messagingWorld());
});

async function make(
  service: Service,
  type: string,
  properties: Record<string, unknown>,
): Promise<ResourceResult> {
  const handler = service.resources?.[type]?.make;
  if (handler === undefined) throw new Error(`${type} cannot be made`);
  return handler({
    scope,
    stackName: 'drawbridge',
    logicalId: 'Thing',
    generatedName: 'drawbridge-dev-Thing',
    properties,
    artifactFolder: '/nowhere',
  });
}

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

describe('template resources', () => {
  it('makes a queue whose Ref is its URL, and keeps its messages and policy when it is made again', async () => {
    const queue = await make(sqs, 'AWS::SQS::Queue', { QueueName: 'work', MessageRetentionPeriod: 1209600 });
    await make(sqs, 'AWS::SQS::QueuePolicy', { Queues: [queue.ref], PolicyDocument: { Statement: [] } });
    await make(sqs, 'AWS::SQS::Queue', { QueueName: 'work', VisibilityTimeout: 360 });

    expect(queue).toEqual({
      ref: 'http://127.0.0.1:4566/111122223333/work',
      attributes: {
        Arn: arn('sqs', 'work'),
        QueueName: 'work',
        QueueUrl: 'http://127.0.0.1:4566/111122223333/work',
      },
    });
    expect([...(sqsState(scope).queues.get('work')?.settings ?? [])]).toEqual([
      ['VisibilityTimeout', '360'],
      ['Policy', '{"Statement":[]}'],
    ]);
  });

  it('names a queue that the template does not name', async () => {
    const queue = await make(sqs, 'AWS::SQS::Queue', {});
    const fifo = await make(sqs, 'AWS::SQS::Queue', { FifoQueue: true });

    expect(queue.attributes?.['QueueName']).toBe('drawbridge-dev-Thing');
    expect(fifo.attributes?.['QueueName']).toBe('drawbridge-dev-Thing.fifo');
  });

  it('makes a topic with subscriptions and a policy', async () => {
    const topic = await make(sns, 'AWS::SNS::Topic', {
      Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }],
    });
    await make(sns, 'AWS::SNS::TopicPolicy', { Topics: [topic.ref], PolicyDocument: { Statement: [] } });
    const subscription = await make(sns, 'AWS::SNS::Subscription', {
      TopicArn: topic.ref,
      Protocol: 'sqs',
      Endpoint: arn('sqs', 'work'),
      RawMessageDelivery: true,
      FilterPolicy: { kind: ['build'] },
    });

    const kept = snsState(scope).topics.get('drawbridge-dev-Thing');
    expect(topic.ref).toBe(arn('sns', 'drawbridge-dev-Thing'));
    expect(kept?.attributes.get('Policy')).toBe('{"Statement":[]}');
    expect([...(kept?.subscriptions.values() ?? [])].map(({ protocol }) => protocol)).toEqual([
      'email',
      'sqs',
    ]);
    expect([...(kept?.subscriptions.get(subscription.ref)?.attributes ?? [])]).toEqual([
      ['RawMessageDelivery', 'true'],
      ['FilterPolicy', '{"kind":["build"]}'],
    ]);
  });

  it('makes a rule with targets, which replace those it had', async () => {
    const properties = (Id: string) => ({
      EventPattern: { source: ['aws.codecommit'] },
      State: 'ENABLED',
      Targets: [
        {
          Id,
          Arn: arn('sqs', 'work'),
          RetryPolicy: { MaximumRetryAttempts: '5' },
          DeadLetterConfig: { Arn: arn('sqs', 'dead') },
        },
      ],
    });
    await make(events, 'AWS::Events::Rule', properties('old'));

    const made = await make(events, 'AWS::Events::Rule', properties('new'));

    expect(made).toEqual({
      ref: 'drawbridge-dev-Thing',
      attributes: { Arn: arn('events', 'rule/drawbridge-dev-Thing') },
    });
    const rule = findRule(scope, 'drawbridge-dev-Thing', undefined);
    expect([...rule.targets.keys()]).toEqual(['new']);
    expect(rule.targets.get('new')?.RetryPolicy).toEqual({ MaximumRetryAttempts: 5 });
  });

  it('refuses a rule whose pattern AWS refuses', async () => {
    await expect(
      make(events, 'AWS::Events::Rule', { EventPattern: { source: 'aws.codecommit' } }),
    ).rejects.toThrow('Event pattern is not valid. Reason: "source" must be an object or an array');
  });

  it('makes a bus with a policy, and rules on it', async () => {
    const bus = await make(events, 'AWS::Events::EventBus', { Name: 'drawbridge' });
    await make(events, 'AWS::Events::EventBusPolicy', {
      EventBusName: bus.ref,
      StatementId: 'partners',
      Statement: { Sid: 'partners', Effect: 'Allow' },
    });
    const rule = await make(events, 'AWS::Events::Rule', {
      EventBusName: bus.ref,
      EventPattern: { source: ['drawbridge'] },
    });

    expect(bus).toEqual({
      ref: 'drawbridge',
      attributes: { Arn: arn('events', 'event-bus/drawbridge'), Name: 'drawbridge' },
    });
    expect(rule.ref).toBe('drawbridge|drawbridge-dev-Thing');
    expect(findBus(scope, 'drawbridge').policy.get('partners')).toEqual({ Sid: 'partners', Effect: 'Allow' });
  });

  it('goes on with schedules and deliveries after a restart', async () => {
    await make(events, 'AWS::Events::Rule', { ScheduleExpression: 'rate(1 minute)' });
    await make(sqs, 'AWS::SQS::Queue', { QueueName: 'work' });
    await make(events, 'AWS::Events::Rule', {
      Name: 'push',
      EventPattern: { source: ['aws.codecommit'] },
      Targets: [{ Id: '1', Arn: arn('logs', 'log-group:/aws/events/push') }],
    });
    publishEvent(scope, { source: 'aws.codecommit', detailType: 'x', resources: [], detail: {} });
    const restarted = messagingWorld();
    for (const [key, state] of scope.world.states) restarted.world.states.set(key, structuredClone(state));
    await restarted.clock.advance(30_000);

    await events.resume?.(restarted.world);
    await restarted.clock.advance(30_000);

    const recent = recentEvents(restarted.scope);
    expect(recent.map(({ event }) => event.source)).toEqual(['aws.events', 'aws.codecommit']);
    expect(recent[1]?.deliveries).toMatchObject([{ rule: 'push', outcome: 'delivered' }]);
    expect(clock.now()).toBe(Date.parse('2026-03-02T09:00:00Z'));
  });
});
