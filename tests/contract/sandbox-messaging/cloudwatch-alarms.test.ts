import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  ResourceNotFound,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Scope } from '../../../sandbox/kernel/world.ts';
import { cloudwatch as service } from '../../../sandbox/services/cloudwatch/service.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { makeTopic } from '../../../sandbox/services/sns/make-topic.ts';
import { snsState } from '../../../sandbox/services/sns/state.ts';
import { subscribeTo } from '../../../sandbox/services/sns/subscribe.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let client: CloudWatchClient;
let clock: ManualClock;
let scope: Scope;

beforeEach(() => {
  const made = messagingWorld();
  ({ clock, scope } = made);
  client = new CloudWatchClient(inProcessClientConfig(made.world, { region: 'eu-west-1' }));
});

const Dimensions = [
  { Name: 'FunctionName', Value: 'harbor-ledger' },
  { Name: 'Resource', Value: 'harbor-ledger:live' },
];

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
    const result = await service.resources?.['AWS::CloudWatch::Alarm']?.make({
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
