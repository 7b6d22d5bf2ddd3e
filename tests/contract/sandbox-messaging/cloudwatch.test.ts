import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  ResourceNotFound,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { recordMetric } from '../../../sandbox/services/cloudwatch/record-metric.ts';
import { cloudwatch as service } from '../../../sandbox/services/cloudwatch/service.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { makeTopic } from '../../../sandbox/services/sns/make-topic.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { subscribeTo } from '../../../sandbox/services/sns/subscribe.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import type { ManualClock } from './manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let client: CloudWatchClient;
let clock: ManualClock;
let scope: Scope;

beforeEach(() => {
  const made = messagingWorld();
  ({ clock, scope } = made);
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

describe('CloudWatch, alarms', () => {
  const alarm: PutMetricAlarmCommandInput = {
    AlarmName: 'harbor-5xx',
    AlarmDescription: '5xx of alias live',
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions,
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
  };

  const setState = (StateValue: 'OK' | 'ALARM', StateReasonData?: string) =>
    client.send(
      new SetAlarmStateCommand({
        AlarmName: 'harbor-5xx',
        StateValue,
        StateReason: 'a test',
        StateReasonData,
      }),
    );

  it('begins without data and tells its settings', async () => {
    await client.send(new PutMetricAlarmCommand(alarm));

    const { MetricAlarms } = await client.send(
      new DescribeAlarmsCommand({ AlarmNames: ['harbor-5xx', 'none'] }),
    );

    expect(MetricAlarms).toHaveLength(1);
    expect(MetricAlarms?.[0]).toMatchObject({
      ...alarm,
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:harbor-5xx',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      ActionsEnabled: true,
    });
    const composite = await client.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }));
    expect(composite.MetricAlarms).toEqual([]);
  });

  it('sends the state change event when the value changes, and only then', async () => {
    await client.send(new PutMetricAlarmCommand(alarm));
    await clock.advance(554);

    await setState('ALARM', '{"version":"1.0"}');
    await setState('ALARM');

    expect(recentEvents(scope)).toHaveLength(1);
    expect(recentEvents(scope)[0]?.event).toMatchObject({
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      resources: ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:harbor-5xx'],
      time: '2026-03-02T09:00:00Z',
    });
    expect(recentEvents(scope)[0]?.event.detail).toEqual({
      alarmName: 'harbor-5xx',
      configuration: {
        description: '5xx of alias live',
        metrics: [
          {
            id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            metricStat: {
              metric: {
                dimensions: { FunctionName: 'harbor-ledger', Resource: 'harbor-ledger:live' },
                name: 'Errors',
                namespace: 'AWS/Lambda',
              },
              period: 60,
              stat: 'Sum',
            },
            returnData: true,
          },
        ],
      },
      previousState: {
        reason: 'Unchecked: Initial alarm creation',
        timestamp: '2026-03-02T09:00:00.000+0000',
        value: 'INSUFFICIENT_DATA',
      },
      state: {
        reason: 'a test',
        reasonData: '{"version":"1.0"}',
        timestamp: '2026-03-02T09:00:00.554+0000',
        value: 'ALARM',
      },
    });
  });

  it('tells the topics of the new state', async () => {
    const topic = makeTopic(scope, 'alerts', {
      Policy: JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: '*',
        },
      }),
    });
    subscribeTo(scope, topic, { protocol: 'email', endpoint: 'ops@example.com' });
    await client.send(new PutMetricAlarmCommand({ ...alarm, AlarmActions: [topic.arn] }));

    await setState('OK');
    await setState('ALARM');
    await clock.advance(0);

    const { inbox } = snsState(scope);
    expect(inbox.map(({ subject }) => subject)).toEqual(['ALARM: "harbor-5xx" in eu-west-1']);
    expect(JSON.parse(inbox[0]?.text ?? '')).toMatchObject({
      AlarmName: 'harbor-5xx',
      OldStateValue: 'OK',
      NewStateValue: 'ALARM',
      Trigger: { MetricName: 'Errors', Threshold: 5 },
    });
  });

  it('keeps the state of an alarm that is written again, filters and deletes', async () => {
    await client.send(new PutMetricAlarmCommand(alarm));
    await client.send(new PutMetricAlarmCommand({ ...alarm, AlarmName: 'other' }));
    await setState('ALARM');
    await client.send(new PutMetricAlarmCommand({ ...alarm, Threshold: 9 }));

    const inAlarm = await client.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
    expect(inAlarm.MetricAlarms).toMatchObject([{ AlarmName: 'harbor-5xx', Threshold: 9 }]);
    const page = await client.send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
    const next = await client.send(new DescribeAlarmsCommand({ MaxRecords: 1, NextToken: page.NextToken }));
    expect(next.MetricAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['other']);

    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['harbor-5xx'] }));
    await expect(setState('OK')).rejects.toBeInstanceOf(ResourceNotFound);
  });

  it('makes a template alarm real, with numbers that are text', async () => {
    const result = await service.resources?.['AWS::CloudWatch::Alarm']?.({
      scope,
      stackName: 'drawbridge',
      logicalId: 'Errors',
      generatedName: 'drawbridge-Errors',
      properties: {
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: '60',
        EvaluationPeriods: '1',
        Threshold: '0',
        ComparisonOperator: 'GreaterThanThreshold',
        ActionsEnabled: 'false',
      },
      artifactFolder: '/nowhere',
    });

    expect(result).toEqual({
      ref: 'drawbridge-Errors',
      attributes: { Arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:drawbridge-Errors' },
    });
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms).toMatchObject([{ Period: 60, Threshold: 0, ActionsEnabled: false }]);
  });
});
