import { DisableRuleCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from 'vitest';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { eventWorld } from './event-world.ts';
import { queueArn } from './queues.ts';

let here: ReturnType<typeof eventWorld>;

beforeEach(() => {
  here = eventWorld();
});

describe('EventBridge, schedules', () => {
  it('sends the targets of a rule a scheduled event each time it is due', async () => {
    await here.aQueue('work');
    await here.events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'rate(1 minute)' }));
    await here.events.send(
      new PutTargetsCommand({ Rule: 'sweep', Targets: [{ Id: '1', Arn: queueArn('work') }] }),
    );

    await here.clock.advance(150_000);

    const bodies = (await here.received('work')).map(({ body }) => body);
    expect(bodies.map(({ time }) => time)).toEqual(['2026-03-02T09:01:00Z', '2026-03-02T09:02:00Z']);
    expect(bodies[0]).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      resources: ['arn:aws:events:eu-west-1:111122223333:rule/sweep'],
      detail: {},
    });
  });

  it('stops when the rule is disabled and goes on by a changed schedule', async () => {
    await here.events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'rate(1 minute)' }));
    await here.clock.advance(60_000);
    await here.events.send(new DisableRuleCommand({ Name: 'sweep' }));
    await here.clock.advance(600_000);
    expect(recentEvents(here.scope)).toHaveLength(1);

    await here.events.send(new PutRuleCommand({ Name: 'sweep', ScheduleExpression: 'cron(0 12 * * ? *)' }));
    await here.clock.advance(2 * 86_400_000);

    expect(recentEvents(here.scope).map(({ event }) => event.time)).toEqual([
      '2026-03-03T12:00:00Z',
      '2026-03-02T12:00:00Z',
      '2026-03-02T09:01:00Z',
    ]);
  });
});
