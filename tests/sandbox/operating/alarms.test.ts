import { beforeAll, describe, expect, it } from 'vitest';
import { compiledTemplate, propertiesOf } from '../../support/compiled-template.ts';
import { tourStack } from '../../support/tour-stack.ts';

type Properties = Readonly<Record<string, unknown>>;

let alarms: Properties[];
let functions: Properties[];

beforeAll(async () => {
  const template = compiledTemplate((await tourStack()).templateFile);
  alarms = Object.values(propertiesOf(template, 'AWS::CloudWatch::Alarm'));
  functions = Object.values(propertiesOf(template, 'AWS::Lambda::Function'));
});

const named = (name: string) => alarms.find(({ AlarmName }) => AlarmName === name);

describe('the alarms of the stack', () => {
  it('tell the operators when they ring, and when it is over', () => {
    expect(alarms.length).toBeGreaterThan(20);
    for (const alarm of alarms) {
      expect(alarm).toMatchObject({
        AlarmActions: [{ Ref: 'OperatorTopic' }],
        OKActions: [{ Ref: 'OperatorTopic' }],
      });
      expect(String(alarm['AlarmDescription']).length).toBeGreaterThan(40);
    }
  });

  it('watch errors, throttles and run time of every function', () => {
    for (const { FunctionName } of functions)
      for (const [kind, MetricName, Statistic] of [
        ['errors', 'Errors', 'Sum'],
        ['throttles', 'Throttles', 'Sum'],
        ['duration', 'Duration', 'Maximum'],
      ] as const)
        expect(named(`${String(FunctionName)}-${kind}`)).toMatchObject({
          Namespace: 'AWS/Lambda',
          MetricName,
          Statistic,
          Dimensions: [{ Name: 'FunctionName', Value: FunctionName }],
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'notBreaching',
        });
  });

  it.each([
    ['serve-badge', 5, 4_000],
    ['sweep', 60, 48_000],
    ['replicate-repository', 900, 720_000],
  ])('ring when a run of %s, which has %i s, takes more than %i ms', (name, seconds, milliseconds) => {
    expect(functions.find(({ FunctionName }) => FunctionName === `drawbridge-sandbox-${name}`)).toMatchObject(
      {
        Timeout: seconds,
      },
    );
    expect(named(`drawbridge-sandbox-${name}-duration`)).toMatchObject({
      Threshold: milliseconds,
      Period: 300,
      EvaluationPeriods: 1,
    });
  });

  it('ring when no sweep has ended well for 15 minutes, also when there is nothing to measure', () => {
    expect(named('drawbridge-sandbox-sweep-missing')).toMatchObject({
      Namespace: 'Drawbridge',
      MetricName: 'EventsDone',
      Dimensions: [
        { Name: 'FunctionName', Value: 'drawbridge-sandbox-sweep' },
        { Name: 'service', Value: 'drawbridge-sandbox' },
      ],
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });

  it.each([
    {
      name: 'replication-lag-ledger-to-london',
      metric: 'ReplicationLagSeconds',
      of: 'replication',
      most: 900,
    },
    { name: 'backup-ledger', metric: 'BackupTroubles', of: 'backup', most: 0 },
  ])('stay as they are while nothing is measured: $name', ({ name, metric, of, most }) => {
    expect(named(`drawbridge-sandbox-${name}`)).toMatchObject({
      Namespace: 'Drawbridge',
      MetricName: metric,
      Dimensions: [
        { Name: of, Value: name.replace(/^(?:replication-lag|backup)-/, '') },
        { Name: 'service', Value: 'drawbridge-sandbox' },
      ],
      Threshold: most,
      TreatMissingData: 'ignore',
    });
  });

  it('name metrics by the service that the functions write them with', () => {
    for (const { Environment } of functions)
      expect(Environment).toMatchObject({ Variables: { POWERTOOLS_SERVICE_NAME: 'drawbridge-sandbox' } });
  });
});
