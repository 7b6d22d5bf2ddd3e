import { arnOf, type Scope } from '../../kernel/world.ts';
import { invalidValue, missingParameter, validationError } from './cloudwatch-errors.ts';
import { type Alarm, type AlarmSettings, cloudwatchState } from './state.ts';

/** An alarm as callers and templates give it; numbers and booleans may be text. */
export type AlarmInput = Readonly<Record<string, unknown>>;

const comparisons = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
];

/** The ARN of an alarm, whether it exists or not. */
export function alarmArn(scope: Scope, name: string): string {
  return arnOf(scope, 'cloudwatch', `alarm:${name}`);
}

/** Makes an alarm, in INSUFFICIENT_DATA, or changes one, which keeps its state. Declines what PutMetricAlarm declines. */
export function writeAlarm(scope: Scope, input: AlarmInput): Alarm {
  const settings = readSettings(input);
  const { alarms } = cloudwatchState(scope);
  const now = scope.world.clock.now();
  const existing = alarms.get(settings.AlarmName);
  if (existing !== undefined) {
    existing.settings = settings;
    existing.configuredAt = now;
    return existing;
  }
  const alarm: Alarm = {
    arn: alarmArn(scope, settings.AlarmName),
    metricId: scope.world.ids.uuid(),
    settings,
    configuredAt: now,
    state: { value: 'INSUFFICIENT_DATA', reason: 'Unchecked: Initial alarm creation', at: now },
    transitionedAt: now,
  };
  alarms.set(settings.AlarmName, alarm);
  return alarm;
}

function readSettings(input: AlarmInput): AlarmSettings {
  const comparison = text(input, 'ComparisonOperator') ?? '';
  if (!comparisons.includes(comparison))
    throw validationError(
      `Value '${comparison}' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [${comparisons.join(', ')}]`,
    );
  const { AlarmName, EvaluationPeriods } = required(input);
  return {
    AlarmName,
    EvaluationPeriods,
    ComparisonOperator: comparison,
    ActionsEnabled: String(input['ActionsEnabled'] ?? true) === 'true',
    OKActions: texts(input, 'OKActions'),
    AlarmActions: texts(input, 'AlarmActions'),
    InsufficientDataActions: texts(input, 'InsufficientDataActions'),
    Dimensions: list(input, 'Dimensions').map((dimension) => {
      const { Name, Value } = dimension as { Name: unknown; Value: unknown };
      return { Name: String(Name), Value: String(Value) };
    }),
    ...optional(input),
  };
}

function required(input: AlarmInput): { AlarmName: string; EvaluationPeriods: number } {
  const AlarmName = text(input, 'AlarmName');
  const EvaluationPeriods = number(input, 'EvaluationPeriods');
  if (!AlarmName) throw missingParameter('AlarmName');
  if (EvaluationPeriods === undefined) throw missingParameter('EvaluationPeriods');
  if (input['Metrics'] === undefined) {
    for (const name of ['MetricName', 'Namespace', 'Period', 'Threshold'])
      if (input[name] === undefined) throw missingParameter(name);
    if (input['Statistic'] === undefined && input['ExtendedStatistic'] === undefined)
      throw missingParameter('Statistic or ExtendedStatistic');
  }
  return { AlarmName, EvaluationPeriods };
}

/** The settings that are there, and only those. */
function optional(input: AlarmInput): Partial<AlarmSettings> {
  const found: Record<string, unknown> = {};
  for (const name of [
    'AlarmDescription',
    'MetricName',
    'Namespace',
    'Statistic',
    'ExtendedStatistic',
    'Unit',
    'TreatMissingData',
  ])
    found[name] = text(input, name);
  for (const name of ['Period', 'DatapointsToAlarm', 'Threshold']) found[name] = number(input, name);
  if (input['Metrics'] !== undefined) found['Metrics'] = list(input, 'Metrics');
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function text(input: AlarmInput, name: string): string | undefined {
  return input[name] === undefined ? undefined : String(input[name]);
}

function number(input: AlarmInput, name: string): number | undefined {
  if (input[name] === undefined) return undefined;
  const value = Number(input[name]);
  if (Number.isNaN(value)) throw invalidValue(`The parameter ${name} is no number: ${String(input[name])}`);
  return value;
}

function list(input: AlarmInput, name: string): readonly Record<string, unknown>[] {
  const value = input[name];
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

function texts(input: AlarmInput, name: string): string[] {
  return list(input, name).map(String);
}
