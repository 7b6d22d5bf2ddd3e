import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { measure as measureBackup } from '../../../functions/back-up-repository/measure.ts';
import { measure as measureReplica } from '../../../functions/replicate-repository/measure.ts';
import { dashboardProblems } from '../../../sandbox/services/cloudwatch/dashboard-problems.ts';
import type { Handled } from '../../../shared/runtime/event-handler.ts';
import { lambdaStack } from '../../../shared/runtime/lambda-stack.ts';
import { noon } from '../../support/builders.ts';
import { compiledTemplate, propertiesOf } from '../../support/compiled-template.ts';
import { tourStack } from '../../support/tour-stack.ts';
import { record as aBackup } from '../../unit/backup/a-backup.ts';
import { aReplica } from '../../unit/functions/a-replica.ts';

/**
 * What AWS publishes of itself, and by which dimensions (Lambda developer guide, "Types of metrics for Lambda
 * functions" and for function URLs; SQS developer guide, "Available CloudWatch metrics").
 */
const ofAws = new Set([
  ...[
    'AsyncEventsDropped',
    'ConcurrentExecutions',
    'Errors',
    'Invocations',
    'Throttles',
    'Url4xxCount',
    'Url5xxCount',
    'UrlRequestCount',
    'UrlRequestLatency',
  ].map((name) => `AWS/Lambda ${name} FunctionName`),
  'AWS/SQS ApproximateAgeOfOldestMessage QueueName',
  'AWS/SQS ApproximateNumberOfMessagesVisible QueueName',
]);

const Widget = z.object({
  type: z.string(),
  x: z.int(),
  y: z.int(),
  width: z.int(),
  height: z.int(),
  properties: z.object({
    title: z.string().optional(),
    alarms: z.array(z.string()).optional(),
    metrics: z
      .array(z.array(z.union([z.string(), z.object({ expression: z.string().optional() })])))
      .default([]),
  }),
});

let template: ReturnType<typeof compiledTemplate>;
let body: string;
let widgets: z.output<typeof Widget>[];

beforeAll(async () => {
  template = compiledTemplate((await tourStack()).templateFile);
  const [dashboard] = Object.values(propertiesOf(template, 'AWS::CloudWatch::Dashboard'));
  const text = z.object({ 'Fn::Sub': z.string() }).parse(dashboard?.['DashboardBody'])['Fn::Sub'];
  // As CloudFormation does it.
  body = text
    .replaceAll('${AWS::Region}', 'eu-west-1')
    .replaceAll('${AWS::Partition}', 'aws')
    .replaceAll('${AWS::AccountId}', '111122223333')
    .replaceAll('${!', '${');
  widgets = z.object({ widgets: z.array(Widget) }).parse(JSON.parse(body)).widgets;
});

describe('the dashboard of the stack', () => {
  it('is one that CloudWatch takes, with a name that no other Region has', () => {
    expect(dashboardProblems(body)).toEqual([]);
    expect(Object.values(propertiesOf(template, 'AWS::CloudWatch::Dashboard'))).toMatchObject([
      { DashboardName: { 'Fn::Sub': 'drawbridge-sandbox-${AWS::Region}' } },
    ]);
  });

  it('puts no widget over another', () => {
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, at) => `${x + (at % width)} ${y + Math.floor(at / width)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
  });

  it('shows events, decisions, effects, latency, refusals and dead letters of each job that takes events', () => {
    const shown = metricsOf(widgets).map(({ name, of }) => `${name} ${of}`);

    for (const job of ['validate-pull-request', 'report-build', 'sweep', 'replicate-repository'])
      for (const name of [
        'Invocations',
        'EventsDone',
        'Effects',
        'EventToEffectSeconds',
        'EventsRefused',
        'AsyncEventsDropped',
      ])
        expect(shown).toContain(`${name} drawbridge-sandbox-${job}`);
    expect(shown).toContain('ApproximateNumberOfMessagesVisible drawbridge-sandbox-dead-letters');
    expect(shown).toContain('ReplicationLagSeconds every replication');
    expect(shown).toContain('BackupAgeSeconds every backup');
  });

  it('names no metric that nobody publishes, each with the very dimensions it has', async () => {
    const own = await ownMetrics();
    const names = new Set(metricsOf(widgets).map(({ metric }) => metric));

    expect([...names].filter((name) => !own.has(name) && !ofAws.has(name))).toEqual([]);
    expect(names.size).toBeGreaterThan(20);
  });

  it('shows functions and queues of this stack, and the state of alarms that it has', () => {
    const functions = Object.values(propertiesOf(template, 'AWS::Lambda::Function'));
    const things = new Set([
      ...functions.map(({ FunctionName }) => FunctionName),
      'drawbridge-sandbox-dead-letters',
      'every replication',
      'every backup',
    ]);
    const alarms = Object.values(propertiesOf(template, 'AWS::CloudWatch::Alarm')).map(
      ({ AlarmName }) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${String(AlarmName)}`,
    );
    const shownAlarms = widgets.flatMap(({ properties }) => properties.alarms ?? []);

    expect(metricsOf(widgets).filter(({ of }) => !things.has(of))).toEqual([]);
    expect(shownAlarms.filter((alarm) => !alarms.includes(alarm))).toEqual([]);
    expect(shownAlarms).toContain(
      'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:drawbridge-sandbox-sweep-missing',
    );
    expect(shownAlarms).toContain(
      'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:drawbridge-sandbox-dead-letters',
    );
  });
});

interface Shown {
  /** Namespace, name and dimensions. */
  readonly metric: string;
  readonly name: string;
  /** The function, the queue, or everything that has it. */
  readonly of: string;
}

function metricsOf(all: readonly z.output<typeof Widget>[]): Shown[] {
  return all.flatMap(({ properties }) =>
    properties.metrics.map((metric) => {
      const [first] = metric;
      if (typeof first === 'object') return searched(first.expression ?? '');
      const texts = metric.filter((part) => typeof part === 'string');
      const [namespace = '', name = '', ...pairs] = texts;
      const dimensions = Object.fromEntries(
        pairs.flatMap((key, at) => (at % 2 === 0 ? [[key, pairs[at + 1] ?? '']] : [])),
      ) as Record<string, string>;
      const { service, ...of } = dimensions;
      if (service !== undefined) expect(service).toBe('drawbridge-sandbox');
      return {
        metric: `${namespace} ${name} ${Object.keys(dimensions).sort().join()}`,
        name,
        of: Object.values(of).join(),
      };
    }),
  );
}

/** `SEARCH('{Drawbridge,replication,service} MetricName="RefsBehind" service="…"', 'Maximum', 300)` */
function searched(expression: string): Shown {
  const found =
    /^SEARCH\('\{(?<namespace>\w+),(?<dimensions>[\w,]+)\} MetricName="(?<name>\w+)" service="drawbridge-sandbox"', 'Maximum', 300\)$/.exec(
      expression,
    )?.groups;
  const dimensions = found?.['dimensions']?.split(',').sort() ?? [];
  const name = found?.['name'] ?? '';
  return {
    metric: `${found?.['namespace']} ${name} ${dimensions.join()}`,
    name,
    of: `every ${dimensions.find((dimension) => dimension !== 'service')}`,
  };
}

/** Every metric that the functions write: the shell they all run in is called, and what it logs is read. */
async function ownMetrics(): Promise<Set<string>> {
  const logged: string[] = [];
  const output = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged.push(...String(line).split('\n'));
    return true;
  });
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'drawbridge-sandbox');
  try {
    for (const decision of ['done', 'ignored', 'refused'] as const) await call({ decision, effects: [] });
    await call({
      decision: 'done',
      effects: ['start-build'],
      measurements: [
        measureReplica(aReplica(), { before: undefined, now: noon }),
        measureBackup(aBackup, noon),
      ],
    });
  } finally {
    output.mockRestore();
    vi.unstubAllEnvs();
  }
  return new Set(logged.flatMap(metricsIn));
}

async function call(handled: Omit<Handled, 'reason'>): Promise<void> {
  const handler = lambdaStack(() => Promise.resolve({ ...handled, reason: 'because' }));
  const context = { functionName: 'drawbridge-sandbox-sweep', awsRequestId: 'one' };
  await handler({ time: '2026-11-23T12:00:00Z' }, context);
}

function metricsIn(line: string): string[] {
  if (!line.includes('_aws')) return [];
  const { _aws } = JSON.parse(line) as {
    _aws: {
      CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
    };
  };
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name }) => `${Namespace} ${Name} ${[...names].sort().join()}`),
    ),
  );
}
