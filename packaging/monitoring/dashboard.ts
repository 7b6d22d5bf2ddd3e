import type { CloudFormationResource } from '../template.ts';
import {
  alarmStates,
  type DashboardMetric,
  graph,
  heading,
  metric,
  metricOfEach,
  placed,
  type Widget,
} from './dashboard-widgets.ts';

/** A function of the stack, as the dashboard shows it. */
export interface ShownFunction {
  /** The name in serverless.yml, which is the job's. */
  readonly job: string;
  readonly functionName: string;
  readonly description: string;
  /** It answers requests, and handles no events. */
  readonly isPublic: boolean;
}

interface Stack {
  /** The `service` dimension of Drawbridge's own metrics. */
  readonly service: string;
  readonly deadLetterQueue: string;
  /** Alarms that every stack has; CloudWatch shows at most 100 in one widget. */
  readonly alarmNames: readonly string[];
  readonly functions: readonly ShownFunction[];
}

/**
 * The dashboard of what Drawbridge does: alarms and dead letters, then one row for each job. It grows with the
 * functions, never with the repositories. Dashboards belong to no Region, so the name holds the stack's.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboard(stack: Stack): CloudFormationResource {
  const widgets = placed([
    [
      heading(
        `# ${stack.service} in \${AWS::Region}\nMade by packaging/monitoring/dashboard.ts; a change here is lost with the next deployment. docs/operating.md tells what to do when an alarm rings.`,
      ),
    ],
    [alarmStates('Alarms', stack.alarmNames), deadLetters(stack.deadLetterQueue)],
    ...stack.functions.flatMap((shown) => [
      [heading(`## ${shown.job}\n${shown.description}`)],
      shown.isPublic ? requests(shown) : work(shown, stack.service),
      ...(perThing[shown.job]?.(stack.service) ?? []),
    ]),
  ]);
  return {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: {
      DashboardName: { 'Fn::Sub': `${stack.service}-\${AWS::Region}` },
      DashboardBody: { 'Fn::Sub': JSON.stringify({ start: '-PT12H', widgets }) },
    },
  };
}

function deadLetters(QueueName: string): Widget {
  return graph('Dead letters', [
    metric(
      ['AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
      { QueueName },
      { label: 'waiting', stat: 'Maximum' },
    ),
    metric(
      ['AWS/SQS', 'ApproximateAgeOfOldestMessage'],
      { QueueName },
      { label: 'oldest (s)', stat: 'Maximum', yAxis: 'right' },
    ),
  ]);
}

function work({ functionName: FunctionName }: ShownFunction, service: string): Widget[] {
  const own = (name: string, drawn: object): DashboardMetric =>
    metric(['Drawbridge', name], { FunctionName, service }, { ...drawn });
  return [
    graph('Events and decisions', [
      metric(['AWS/Lambda', 'Invocations'], { FunctionName }, { label: 'runs' }),
      own('EventsDone', { label: 'done' }),
      own('EventsIgnored', { label: 'not ours' }),
    ]),
    graph('Effects', [own('Effects', { label: 'effects' })]),
    graph('From event to effect (s)', [
      own('EventToEffectSeconds', { label: 'median', stat: 'p50' }),
      own('EventToEffectSeconds', { label: 'slowest', stat: 'Maximum' }),
    ]),
    graph('Refusals and failures', [
      own('EventsRefused', { label: 'refused' }),
      metric(['AWS/Lambda', 'Errors'], { FunctionName }, { label: 'failed' }),
      metric(['AWS/Lambda', 'Throttles'], { FunctionName }, { label: 'throttled' }),
      metric(
        ['AWS/Lambda', 'AsyncEventsDropped'],
        { FunctionName },
        { label: 'given up, to the dead letters' },
      ),
    ]),
  ];
}

function requests({ functionName: FunctionName }: ShownFunction): Widget[] {
  const lambda = (name: string, drawn: object) =>
    metric(['AWS/Lambda', name], { FunctionName }, { ...drawn });
  return [
    graph('Requests', [
      lambda('UrlRequestCount', { label: 'requests' }),
      lambda('Url4xxCount', { label: 'not found or refused' }),
      lambda('Url5xxCount', { label: 'failed' }),
    ]),
    graph('Time to answer (ms)', [
      lambda('UrlRequestLatency', { label: 'median', stat: 'p50' }),
      lambda('UrlRequestLatency', { label: 'slowest', stat: 'Maximum' }),
    ]),
    graph('At once', [lambda('ConcurrentExecutions', { label: 'running', stat: 'Maximum' })]),
    graph('Failures', [lambda('Errors', { label: 'failed' }), lambda('Throttles', { label: 'throttled' })]),
  ];
}

/** What jobs measure of each thing they look after. */
const perThing: Readonly<Record<string, (service: string) => Widget[][]>> = {
  'replicate-repository': (service) => {
    const each = (name: string) => metricOfEach(name, { dimension: 'replication', service });
    return [
      [
        graph('Lag of each replica (s)', [each('ReplicationLagSeconds')]),
        graph('Refs behind', [each('RefsBehind')]),
        graph('Refs refused or diverged', [each('RefsRefused'), each('RefsDiverged')]),
        graph('Since last verified (s)', [each('LastVerifiedAgeSeconds')]),
      ],
    ];
  },
  'back-up-repository': (service) => {
    const each = (name: string) => metricOfEach(name, { dimension: 'backup', service });
    return [
      [
        graph('Troubles', [each('BackupTroubles')]),
        graph('Age of each backup (s)', [each('BackupAgeSeconds')]),
        graph('Bytes written', [each('BackupBytes')]),
        graph('Since last restored on trial (s)', [each('LastVerifiedAgeSeconds')]),
      ],
    ];
  },
};
