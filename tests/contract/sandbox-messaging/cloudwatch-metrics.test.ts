import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { recordMetric } from '../../../sandbox/services/cloudwatch/record-metric.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from './messaging-world.ts';

let client: CloudWatchClient;
let scope: Scope;

beforeEach(() => {
  const made = messagingWorld();
  ({ scope } = made);
  client = new CloudWatchClient(inProcessClientConfig(made.world, { region: 'eu-west-1' }));
});

const at = (time: string) => new Date(`2026-03-02T${time}Z`);
const Dimensions = [
  { Name: 'FunctionName', Value: 'harbor-ledger' },
  { Name: 'Resource', Value: 'harbor-ledger:live' },
];

describe('CloudWatch, metrics', () => {
  const metric = { Namespace: 'AWS/Lambda', MetricName: 'Duration', Dimensions };

  async function query(Stat: string, more: { ScanBy?: 'TimestampAscending'; Period?: number } = {}) {
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: at('08:00:00'),
        EndTime: at('09:00:00'),
        ScanBy: more.ScanBy,
        MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric: metric, Period: more.Period ?? 60, Stat } }],
      }),
    );
    return MetricDataResults?.[0];
  }

  beforeEach(async () => {
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Lambda',
        MetricData: [
          { MetricName: 'Duration', Dimensions, Timestamp: at('08:10:05'), Value: 10, Unit: 'Milliseconds' },
          { MetricName: 'Duration', Dimensions, Timestamp: at('08:10:50'), Values: [20, 60], Counts: [1, 2] },
          { MetricName: 'Duration', Dimensions, Timestamp: at('08:12:00'), Value: 5 },
          { MetricName: 'Duration', Timestamp: at('08:10:00'), Value: 999 },
          {
            MetricName: 'Latency',
            Timestamp: at('08:10:00'),
            StatisticValues: { SampleCount: 4, Sum: 40, Minimum: 1, Maximum: 20 },
          },
        ],
      }),
    );
  });

  it('gives sums by period, newest first, and nothing for periods without data', async () => {
    expect(await query('Sum')).toEqual({
      Id: 'm1',
      Label: 'Duration',
      StatusCode: 'Complete',
      Timestamps: [at('08:12:00'), at('08:10:00')],
      Values: [5, 150],
    });
  });

  it.each([
    ['Average', [37.5, 5]],
    ['Minimum', [10, 5]],
    ['Maximum', [60, 5]],
    ['SampleCount', [4, 1]],
    ['p50', [20, 5]],
    ['p99', [60, 5]],
  ])('knows %s', async (stat, values) => {
    expect((await query(stat, { ScanBy: 'TimestampAscending' }))?.Values).toEqual(values);
  });

  it('gives empty lists for a metric that was never put', async () => {
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: at('08:00:00'),
        EndTime: at('09:00:00'),
        MetricDataQueries: [
          { Id: 'x', MetricStat: { Metric: { Namespace: 'A', MetricName: 'B' }, Period: 60, Stat: 'Sum' } },
        ],
      }),
    );

    expect(MetricDataResults?.[0]).toMatchObject({ Timestamps: [], Values: [], StatusCode: 'Complete' });
  });

  it('refuses metric math and unknown statistics with the reason', async () => {
    const math = client.send(
      new GetMetricDataCommand({
        StartTime: at('08:00:00'),
        EndTime: at('09:00:00'),
        MetricDataQueries: [{ Id: 'e1', Expression: 'SUM(METRICS())' }],
      }),
    );

    await expect(math).rejects.toThrow('the sandbox has no metric math');
    await expect(query('Median')).rejects.toThrow('The value Median for parameter Stat is not supported');
  });

  it('gives statistics of one metric', async () => {
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Lambda',
        MetricName: 'Latency',
        StartTime: at('08:00:00'),
        EndTime: at('09:00:00'),
        Period: 3600,
        Statistics: ['Average', 'Maximum'],
      }),
    );

    expect(Datapoints).toEqual([{ Timestamp: at('08:00:00'), Average: 10, Maximum: 20, Unit: 'None' }]);
  });

  it('lists metrics by name and dimension, those that services record too', async () => {
    recordMetric(scope, {
      namespace: 'AWS/Lambda',
      name: 'Errors',
      dimensions: { FunctionName: 'other' },
      value: 1,
    });
    const list = async (input: object) =>
      (await client.send(new ListMetricsCommand({ Namespace: 'AWS/Lambda', ...input }))).Metrics?.map(
        ({ MetricName, Dimensions: found }) => `${MetricName} ${found?.length}`,
      );

    expect(await list({})).toEqual(['Duration 2', 'Duration 0', 'Latency 0', 'Errors 1']);
    expect(await list({ MetricName: 'Errors' })).toEqual(['Errors 1']);
    expect(await list({ Dimensions: [{ Name: 'Resource' }] })).toEqual(['Duration 2']);
  });
});
