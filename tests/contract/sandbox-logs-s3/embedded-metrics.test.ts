import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { appendLog } from '../../../sandbox/services/logs/append-log.ts';
import { aScope, aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

function logged(...messages: string[]) {
  const world = aWorld({ now: () => START });
  const lines = messages.map((message) => ({ timestamp: START, message }));
  appendLog(aScope(world), { group: '/aws/lambda/harbor', stream: 'one' }, lines);
  return new CloudWatchClient(inProcessClientConfig(world));
}

const line = {
  _aws: {
    Timestamp: START - 60_000,
    CloudWatchMetrics: [
      {
        Namespace: 'Harbor',
        Dimensions: [['service'], ['service', 'pier']],
        Metrics: [{ Name: 'Loads', Unit: 'Count' }, { Name: 'Tons' }],
      },
    ],
  },
  service: 'cranes',
  pier: 7,
  Loads: [2, 3],
  Tons: 40,
};

describe('a line in the embedded metric format', () => {
  it('becomes a metric for each set of dimensions', async () => {
    const client = logged(JSON.stringify(line));

    const { Metrics } = await client.send(new ListMetricsCommand({ Namespace: 'Harbor' }));

    const service = { Name: 'service', Value: 'cranes' };
    const pier = { Name: 'pier', Value: '7' };
    expect(Metrics).toEqual([
      { Namespace: 'Harbor', MetricName: 'Loads', Dimensions: [service] },
      { Namespace: 'Harbor', MetricName: 'Tons', Dimensions: [service] },
      { Namespace: 'Harbor', MetricName: 'Loads', Dimensions: [service, pier] },
      { Namespace: 'Harbor', MetricName: 'Tons', Dimensions: [service, pier] },
    ]);
  });

  it('gives all its values, at the time that it says', async () => {
    const client = logged(JSON.stringify(line));
    const Metric = {
      Namespace: 'Harbor',
      MetricName: 'Loads',
      Dimensions: [{ Name: 'service', Value: 'cranes' }],
    };

    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(START - 120_000),
        EndTime: new Date(START),
        MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
      }),
    );

    expect(MetricDataResults).toMatchObject([{ Timestamps: [new Date(START - 60_000)], Values: [5] }]);
  });

  it.each([
    ['is no JSON', '{"_aws": broken'],
    ['has no directives', '{"_aws":{"Timestamp":1}}'],
    ['only speaks of the format', 'a line with "_aws" in it'],
    ['has no number where the metric should be', JSON.stringify({ ...line, Loads: 'many', Tons: [] })],
  ])('stays text when it %s', async (_, message) => {
    const client = logged(message);

    expect((await client.send(new ListMetricsCommand({}))).Metrics).toEqual([]);
  });
});
