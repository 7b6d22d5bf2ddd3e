import { expect, it } from 'vitest';
import { cloudWatchLogs } from '../../../shared/aws/logs.ts';
import { describeCalls } from '../../support/adapter-table.ts';
import { serviceSaying } from '../../support/answering-service.ts';

const log = { group: '/aws/codebuild/ci', stream: '1' };
const page = (lines: readonly string[], nextBackwardToken?: string) => ({
  output: { events: lines.map((message) => ({ message })), nextBackwardToken },
});

describeCalls('logs of builds', {
  tail: {
    ask: (settings) => cloudWatchLogs(settings).tail(log, (lines) => lines.length >= 3),
    operation: 'client-cloudwatch-logs GetLogEvents',
    told: 'CloudWatch Logs GetLogEvents on /aws/codebuild/ci 1',
    errors: { ResourceNotFoundException: 'not-found', InvalidParameterException: 'request-refused' },
    outputs: {
      'nothing at all': { says: [{ output: {} }], gives: [[]] },
      'lines, without their ends': {
        says: [page(['a\n', 'b\r\n', 'c'], 't1')],
        gives: [['a', 'b', 'c']],
      },
      'several lines in one message': {
        says: [page(['a\nb\r\n\n', 'c'], 't1')],
        gives: [['a', 'b', '', 'c']],
      },
      'few lines and then more, before them': {
        says: [page(['c'], 't1'), page(['a', 'b'], 't2')],
        gives: [['a', 'b', 'c']],
      },
      'an empty page is not the last one': {
        says: [page([], 't1'), page([], 't2'), page(['a', 'b', 'c'], 't3')],
        gives: [['a', 'b', 'c']],
      },
      'a token that comes back as it was sent is the end': {
        says: [page(['a'], 't1'), page([], 't1')],
        gives: [['a']],
      },
    },
  },
});

it('asks for a part of a log by its time, and for as much of it as there is at once', async () => {
  const { settings, asked } = await serviceSaying(page(['a']));

  await cloudWatchLogs(settings).tail({ ...log, from: 1_000, until: 2_000 }, () => true);

  expect(asked[0]?.body).toEqual({
    logGroupName: log.group,
    logStreamName: log.stream,
    limit: 10_000,
    startTime: 1_000,
    endTime: 2_000,
    startFromHead: false,
  });
});

it('asks for the end of a log, then for what lies before it, ten pages at most', async () => {
  const pages = Array.from({ length: 12 }, (_, index) => page([String(index)], `t${index}`));
  const { settings, asked } = await serviceSaying(...pages);

  const lines = await cloudWatchLogs(settings).tail(log, () => false);

  expect(lines).toEqual(['9', '8', '7', '6', '5', '4', '3', '2', '1', '0']);
  const [first, second] = asked.map(({ body }) => body);
  const place = { logGroupName: log.group, logStreamName: log.stream, limit: 1000, startFromHead: false };
  expect([first, second]).toEqual([place, { ...place, nextToken: 't0' }]);
});

it('cuts a line that is too long to be looked through, in its middle, before anybody sees it', async () => {
  const { settings } = await serviceSaying(page([`it begins ${'=> '.repeat(80_000)}and it ends`]));

  const [line = ''] = await cloudWatchLogs(settings).tail(log, () => true);

  expect(line).toMatch(/^it begins (?:=> )+…(?: ?=>)+ and it ends$/);
  expect(line.length).toBeLessThan(8_200);
});

it('gives up a log that never ends at half a megabyte, and keeps its last lines', async () => {
  const line = 'x '.repeat(2_000);
  const pages = Array.from({ length: 12 }, (_page, of) =>
    page(
      Array.from({ length: 100 }, (_line, at) => `${of}-${at} ${line}`),
      `t${of}`,
    ),
  );
  const { settings, asked } = await serviceSaying(...pages);

  const lines = await cloudWatchLogs(settings).tail(log, () => false);

  expect(lines.at(-1)).toMatch(/^0-99 x/);
  expect(lines.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(512 * 1_024);
  expect(asked).toHaveLength(2);
});

it('does the same with lines of nothing', async () => {
  const { settings, asked } = await serviceSaying(page(['\n'.repeat(900_000)], 't0'), page(['more'], 't1'));

  const lines = await cloudWatchLogs(settings).tail(log, () => false);

  expect(lines.length).toBeLessThanOrEqual(512 * 1_024);
  expect(asked).toHaveLength(1);
});
