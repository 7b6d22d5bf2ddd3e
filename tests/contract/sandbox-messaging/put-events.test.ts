import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from 'vitest';
import { logsState } from '../../../sandbox/services/logs/state.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { eventWorld } from './event-world.ts';
import { queueArn } from './queues.ts';

let here: ReturnType<typeof eventWorld>;

beforeEach(() => {
  here = eventWorld();
});

describe('PutEvents', () => {
  it('brings own events to the rules of the bus they name', async () => {
    await here.aQueue('work');
    await here.events.send(new CreateEventBusCommand({ Name: 'drawbridge' }));
    await here.events.send(
      new PutRuleCommand({
        Name: 'own',
        EventBusName: 'drawbridge',
        EventPattern: '{"source":["drawbridge"]}',
      }),
    );
    await here.events.send(
      new PutTargetsCommand({
        Rule: 'own',
        EventBusName: 'drawbridge',
        Targets: [{ Id: '1', Arn: queueArn('work') }],
      }),
    );

    const answer = await here.events.send(
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
    await here.clock.advance(0);

    expect(answer.FailedEntryCount).toBe(0);
    expect((await here.received('work'))[0]?.body).toMatchObject({
      id: answer.Entries?.[0]?.EventId,
      time: '2026-03-02T08:00:00Z',
      detail: { ok: true },
      resources: [],
    });
  });

  it('fails entries one by one, with the reason', async () => {
    const entry = { Source: 'drawbridge', DetailType: 'x', Detail: '{}' };

    const { FailedEntryCount, Entries } = await here.events.send(
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
      here.events.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) })),
    ).rejects.toThrow('Member must have length less than or equal to 10');
    await expect(
      here.events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: big }] })),
    ).rejects.toThrow('Total size of the entries in the request is over the limit.');
  });

  it('forwards from bus to bus, also to another Region, and keeps where an event came from', async () => {
    await here.aRule({ Arn: 'arn:aws:events:eu-central-1:111122223333:event-bus/default' });
    const there = new EventBridgeClient(inProcessClientConfig(here.world, { region: 'eu-central-1' }));
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

    const id = here.aPush();
    await here.clock.advance(0);

    const group = logsState({ ...here.scope, region: 'eu-central-1' }).groups.get('/aws/events/kept');
    expect(group?.streams.get(id)?.events.map(({ message }) => message)).toEqual([JSON.stringify(id)]);
  });
});
