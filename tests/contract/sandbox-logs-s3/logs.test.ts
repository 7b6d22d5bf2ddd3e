import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { appendLog } from '../../../sandbox/services/logs/append-log.ts';
import { makeLogGroup } from '../../../sandbox/services/logs/log-group-resource.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const GROUP = '/aws/codebuild/harbor';

function aLog(messages: readonly string[]) {
  const world = aWorld({ now: () => START });
  const scope = aScope(world);
  const lines = messages.map((message, index) => ({ timestamp: START + index, message }));
  appendLog(scope, { group: GROUP, stream: 'one' }, lines);
  return { scope, client: new CloudWatchLogsClient(inProcessClientConfig(world)) };
}

const messagesOf = (events: readonly { message?: string | undefined }[] | undefined) =>
  events?.map(({ message }) => message);

describe('GetLogEvents', () => {
  it('gives the newest lines first page, oldest line first', async () => {
    const { client } = aLog(['a', 'b', 'c']);

    const page = await client.send(
      new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 'one', limit: 2 }),
    );

    expect(messagesOf(page.events)).toEqual(['b', 'c']);
    expect(page.events?.[0]).toEqual({ message: 'b', timestamp: START + 1, ingestionTime: START });
  });

  it('pages backward until nothing is older', async () => {
    const { client } = aLog(['a', 'b', 'c']);
    const stream = { logGroupName: GROUP, logStreamName: 'one', limit: 2 };

    const newest = await client.send(new GetLogEventsCommand(stream));
    const older = await client.send(
      new GetLogEventsCommand({ ...stream, nextToken: newest.nextBackwardToken }),
    );
    const oldest = await client.send(
      new GetLogEventsCommand({ ...stream, nextToken: older.nextBackwardToken }),
    );

    expect(messagesOf(older.events)).toEqual(['a']);
    expect(oldest.events).toEqual([]);
    expect(oldest.nextBackwardToken).toBe(older.nextBackwardToken);
  });

  it('answers the token it was sent at the end, and finds with it what is written later', async () => {
    const { client, scope } = aLog(['a', 'b']);
    const stream = { logGroupName: GROUP, logStreamName: 'one', startFromHead: true };

    const first = await client.send(new GetLogEventsCommand(stream));
    const end = await client.send(new GetLogEventsCommand({ ...stream, nextToken: first.nextForwardToken }));
    appendLog(scope, { group: GROUP, stream: 'one' }, [{ timestamp: START + 1, message: 'late' }]);
    const more = await client.send(new GetLogEventsCommand({ ...stream, nextToken: end.nextForwardToken }));

    expect(messagesOf(first.events)).toEqual(['a', 'b']);
    expect(end.events).toEqual([]);
    expect(end.nextForwardToken).toBe(first.nextForwardToken);
    expect(messagesOf(more.events)).toEqual(['late']);
  });

  it('reads from the head, a page at a time', async () => {
    const { client } = aLog(['a', 'b', 'c']);
    const stream = { logGroupName: GROUP, logStreamName: 'one', limit: 2 };

    const first = await client.send(new GetLogEventsCommand({ ...stream, startFromHead: true }));
    const second = await client.send(
      new GetLogEventsCommand({ ...stream, nextToken: first.nextForwardToken }),
    );

    expect(messagesOf(first.events)).toEqual(['a', 'b']);
    expect(messagesOf(second.events)).toEqual(['c']);
  });

  it('stops a page at one megabyte', async () => {
    const { client } = aLog(['x'.repeat(600_000), 'y'.repeat(600_000)]);

    const page = await client.send(
      new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 'one', startFromHead: true }),
    );

    expect(page.events?.length).toBe(1);
  });

  it('takes the time from its start up to, and without, its end', async () => {
    const { client } = aLog(['a', 'b', 'c']);

    const page = await client.send(
      new GetLogEventsCommand({
        logGroupName: GROUP,
        logStreamName: 'one',
        startTime: START + 1,
        endTime: START + 2,
      }),
    );

    expect(messagesOf(page.events)).toEqual(['b']);
  });

  it('says ResourceNotFoundException while a build has not logged', async () => {
    const { client } = aLog(['a']);

    const reading = client.send(new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 'later' }));

    await expect(reading).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
  });

  it('takes a group by its ARN', async () => {
    const { client } = aLog(['a']);

    const page = await client.send(
      new GetLogEventsCommand({
        logGroupIdentifier: `arn:aws:logs:us-east-1:111122223333:log-group:${GROUP}`,
        logStreamName: 'one',
      }),
    );

    expect(messagesOf(page.events)).toEqual(['a']);
  });
});

describe('FilterLogEvents', () => {
  it('merges streams by time and pages with a token', async () => {
    const { client, scope } = aLog(['a', 'b']);
    appendLog(scope, { group: GROUP, stream: 'two' }, [{ timestamp: START, message: 'c' }]);

    const first = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP, limit: 2 }));
    const second = await client.send(
      new FilterLogEventsCommand({ logGroupName: GROUP, limit: 2, nextToken: first.nextToken }),
    );

    expect(messagesOf(first.events)).toEqual(['a', 'c']);
    expect(messagesOf(second.events)).toEqual(['b']);
    expect(second.nextToken).toBeUndefined();
    expect(new Set([...(first.events ?? []), ...(second.events ?? [])].map((e) => e.eventId)).size).toBe(3);
  });

  it.each([
    ['ERROR', ['an ERROR of disk', 'ERROR: out of time']],
    ['ERROR time', ['ERROR: out of time']],
    ['"out of"', ['ERROR: out of time']],
    ['ERROR -disk', ['ERROR: out of time']],
    ['?fine ?disk', ['an ERROR of disk', 'all fine']],
    ['error', []],
  ])('finds lines by the pattern %s', async (filterPattern, expected) => {
    const { client } = aLog(['an ERROR of disk', 'ERROR: out of time', 'all fine']);

    const found = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP, filterPattern }));

    expect(messagesOf(found.events)).toEqual(expected);
  });

  it('declines a pattern that it cannot evaluate', async () => {
    const { client } = aLog(['{"level":"ERROR"}']);

    const filtering = client.send(
      new FilterLogEventsCommand({ logGroupName: GROUP, filterPattern: '{ $.level = "ERROR" }' }),
    );

    await expect(filtering).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('groups and streams', () => {
  it('are made once, written, described and deleted', async () => {
    const world = aWorld({ now: () => START });
    const client = new CloudWatchLogsClient(inProcessClientConfig(world));
    const stream = { logGroupName: 'own', logStreamName: 'one' };

    await client.send(new CreateLogGroupCommand({ logGroupName: 'own' }));
    await client.send(new CreateLogStreamCommand(stream));
    await client.send(
      new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: START, message: 'hello' }] }),
    );
    await client.send(new PutRetentionPolicyCommand({ logGroupName: 'own', retentionInDays: 7 }));
    const groups = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'o' }));
    const streams = await client.send(new DescribeLogStreamsCommand({ logGroupName: 'own' }));
    const again = client.send(new CreateLogGroupCommand({ logGroupName: 'own' }));

    expect(groups.logGroups).toEqual([
      {
        logGroupName: 'own',
        creationTime: START,
        retentionInDays: 7,
        metricFilterCount: 0,
        arn: 'arn:aws:logs:us-east-1:111122223333:log-group:own:*',
        logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:own',
        storedBytes: 5,
        logGroupClass: 'STANDARD',
      },
    ]);
    expect(streams.logStreams?.[0]).toMatchObject({ logStreamName: 'one', lastEventTimestamp: START });
    await expect(again).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
    await client.send(new DeleteLogGroupCommand({ logGroupName: 'own' }));
    const left = await client.send(new DescribeLogGroupsCommand({}));
    expect(left.logGroups).toEqual([]);
  });

  it('come from a template with the name and retention it gives', () => {
    const scope = aScope();

    const result = makeLogGroup({
      scope,
      stackName: 'harbor',
      logicalId: 'Logs',
      generatedName: 'harbor-Logs-1',
      properties: { LogGroupName: '/aws/lambda/harbor', RetentionInDays: 14 },
      artifactFolder: '/nowhere',
    });

    expect(result).toEqual({
      ref: '/aws/lambda/harbor',
      attributes: { Arn: 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/harbor:*' },
    });
  });

  it('drop the oldest lines when a stream grows beyond its bound', async () => {
    const { client, scope } = aLog(['first']);
    const big = 'z'.repeat(900_000);

    for (let index = 1; index <= 10; index += 1) {
      appendLog(scope, { group: GROUP, stream: 'one' }, [
        { timestamp: START + index, message: `${index} ${big}` },
      ]);
    }
    const page = await client.send(
      new GetLogEventsCommand({ logGroupName: GROUP, logStreamName: 'one', startFromHead: true, limit: 1 }),
    );

    expect(page.events?.[0]?.message?.slice(0, 2)).toBe('3 ');
  });
});
