import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { addFault } from '../../../sandbox/kernel/faults.ts';
import { appendLog } from '../../../sandbox/services/logs/append-log.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

const stream = { logGroupName: '/aws/codebuild/harbor', logStreamName: 'one' };

/** A log of these lines in a world whose every chance comes out so, from 0 to 1. */
function aLog(messages: readonly string[], random: number) {
  const world = aWorld({ now: () => 1_000, random: () => random });
  const lines = messages.map((message, index) => ({ timestamp: index, message }));
  appendLog(aScope(world), { group: stream.logGroupName, stream: stream.logStreamName }, lines);
  return { world, client: new CloudWatchLogsClient(inProcessClientConfig(world)) };
}

const messagesOf = (events: readonly { message?: string | undefined }[] | undefined) =>
  events?.map(({ message }) => message);

describe('GetLogEvents', () => {
  it.each([
    [0, [], ['a', 'b', 'c', 'd']],
    [0.5, ['c', 'd'], ['a', 'b']],
  ])(
    'gives a short page where a fault strikes, an empty one too, and the next page has the rest',
    async (random, first, rest) => {
      const { client, world } = aLog(['a', 'b', 'c', 'd'], random);
      addFault(world, { service: 'logs', operation: 'GetLogEvents', kind: 'short-page', times: 1 });

      const short = await client.send(new GetLogEventsCommand(stream));
      const next = await client.send(
        new GetLogEventsCommand({ ...stream, nextToken: short.nextBackwardToken }),
      );
      const end = await client.send(
        new GetLogEventsCommand({ ...stream, nextToken: next.nextBackwardToken }),
      );

      expect(messagesOf(short.events)).toEqual(first);
      expect(messagesOf(next.events)).toEqual(rest);
      expect(end).toMatchObject({ events: [], nextBackwardToken: next.nextBackwardToken });
    },
  );

  it('gives another token with every empty page, in both directions, until the end is reached', async () => {
    const { client, world } = aLog(['a'], 0);
    addFault(world, { service: 'logs', kind: 'short-page', times: 6 });

    for (const [startFromHead, name] of [
      [true, 'nextForwardToken'],
      [false, 'nextBackwardToken'],
    ] as const) {
      const one = await client.send(new GetLogEventsCommand({ ...stream, startFromHead }));
      const two = await client.send(new GetLogEventsCommand({ ...stream, nextToken: one[name] }));
      const three = await client.send(new GetLogEventsCommand({ ...stream, nextToken: two[name] }));

      expect([one, two, three].flatMap(({ events = [] }) => events)).toEqual([]);
      expect(two[name]).not.toBe(one[name]);
      expect(three[name]).not.toBe(two[name]);
    }
  });
});
