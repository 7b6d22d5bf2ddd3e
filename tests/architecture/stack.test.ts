import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { filesBelow } from '../support/source-files.ts';
import { tourStack } from '../support/tour-stack.ts';

const Resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const Statement = z.object({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
});
const Policies = z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) }));
const Targets = z.array(
  z.object({
    RetryPolicy: z.object({ MaximumEventAgeInSeconds: z.int(), MaximumRetryAttempts: z.int() }),
    DeadLetterConfig: z.object({ Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) }),
  }),
);

let resources: Record<string, z.output<typeof Resource>> = {};

beforeAll(async () => {
  const { templateFile } = await tourStack();
  const template = z.object({ Resources: z.record(z.string(), Resource) });
  resources = template.parse(JSON.parse(readFileSync(templateFile, 'utf8'))).Resources;
});

describe('the compiled stack', () => {
  it('gives each function a role of its own and shares none', () => {
    const roles = ofType('AWS::Lambda::Function').map(([, { Properties }]) =>
      JSON.stringify(Properties['Role']),
    );

    expect(roles.length).toBe(filesBelow('functions', /\/function\.yml$/).length);
    expect(new Set(roles).size).toBe(roles.length);
    // And one for the build project that takes over replications.
    expect(ofType('AWS::IAM::Role').length).toBe(roles.length + 1);
  });

  it('grants everything on * to nobody, and on everything only what has no resource', () => {
    const statements = granted();

    expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('*'))).toEqual([]);
    expect(
      new Set(statements.filter((statement) => isEverything(statement.Resource)).map(({ Sid }) => Sid)),
    ).toEqual(new Set(['Traces']));
  });

  it('lets nothing be deleted but the scratch repositories of trial restores', () => {
    const deleting = granted().filter(({ Action }) => /Delete|Purge|Remove/.test(JSON.stringify(Action)));

    expect(deleting.map((statement) => statement.Resource)).toEqual([
      [
        {
          'Fn::Sub':
            'arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:drawbridge-verify-ledger',
        },
      ],
    ]);
  });

  it('lets exactly its own rules write to the dead-letter queue', () => {
    const rules = ofType('AWS::Events::Rule').map(([logicalId]) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] }));

    const [policy] = ofType('AWS::SQS::QueuePolicy').map(([, { Properties }]) => Properties);

    expect(rules.length).toBeGreaterThan(0);
    expect(policy).toEqual({
      Queues: [{ Ref: 'DeadLetterQueue' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'UndeliveredEvents',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
            Condition: { ArnEquals: { 'aws:SourceArn': rules } },
          },
        ],
      },
    });
  });

  it('sends what a rule cannot deliver to the dead-letter queue', () => {
    for (const [, { Properties }] of ofType('AWS::Events::Rule'))
      for (const { DeadLetterConfig } of Targets.parse(Properties['Targets']))
        expect(DeadLetterConfig.Arn).toEqual({ 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] });
  });

  it('sends what a function gives up on to the dead-letter queue, and its role may', () => {
    const configs = ofType('AWS::Lambda::EventInvokeConfig');

    expect(configs.length).toBe(5);
    for (const [, { Properties }] of configs)
      expect(Properties['DestinationConfig']).toEqual({
        OnFailure: { Destination: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] } },
      });
    const mayNot = ofType('AWS::IAM::Role').filter(
      ([, { Properties }]) => !JSON.stringify(Properties['Policies']).includes('sqs:SendMessage'),
    );
    // Nobody waits for the answer of a function that events reach; a badge is asked for again, and so is a build.
    expect(mayNot.map(([logicalId]) => logicalId)).toEqual(['ServeBadgeRole', 'ReplicationRunnerRole']);
  });

  it('keeps logs for a limited time, and traces and watches every function', () => {
    const functions = ofType('AWS::Lambda::Function');

    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
      });
      expect(ofType('AWS::CloudWatch::Alarm').map(([, alarm]) => alarm.Properties['AlarmName'])).toContain(
        `${String(Properties['FunctionName'])}-errors`,
      );
    }
    for (const [, { Properties }] of ofType('AWS::Logs::LogGroup'))
      expect(Properties['RetentionInDays']).toBe(30);
    expect(ofType('AWS::Logs::LogGroup').length).toBe(functions.length + 1);
  });

  it('has a build project that runs the zip of replicate-repository, by exact ARNs', () => {
    const code = { Ref: 'ServerlessDeploymentBucket' };
    const [, properties = {}] =
      ofType('AWS::CodeBuild::Project').map(([id, { Properties }]) => [id, Properties] as const)[0] ?? [];
    const source = z
      .object({
        Type: z.literal('S3'),
        Location: z.object({ 'Fn::Join': z.tuple([z.literal('/'), z.tuple([z.unknown(), z.string()])]) }),
        BuildSpec: z.string(),
      })
      .parse(properties['Source']);
    const role = JSON.stringify(resources['ReplicationRunnerRole']);

    expect(properties).toMatchObject({
      Name: 'drawbridge-sandbox-replication-runner',
      TimeoutInMinutes: 480,
    });
    const [bucket, key] = source.Location['Fn::Join'][1];
    expect(bucket).toEqual(code);
    expect(key).toMatch(/\/replicate-repository\.zip$/);
    expect(source.BuildSpec).toContain('- node functions/replicate-repository/run-in-build.js\n');
    expect(role).toContain(`"${key}"`);
    expect(role).toContain('codecommit:eu-west-2:${AWS::AccountId}:harbor-ledger"');
  });

  it('takes the probes of its own stage, and no other', () => {
    expect(
      ofType('AWS::Events::Rule').find(([, { Properties }]) => String(Properties['Name']).endsWith('-probe')),
    ).toMatchObject([
      expect.any(String),
      {
        Properties: {
          Name: 'drawbridge-sandbox-probe',
          EventPattern: { source: ['drawbridge'], 'detail-type': ['Probe'], detail: { stage: ['sandbox'] } },
        },
      },
    ]);
  });

  it('names the repositories and projects of the configuration in patterns and roles', () => {
    const role = JSON.stringify(resources['ValidatePullRequestRole']);

    expect(role).toContain(
      'arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:harbor-ledger"',
    );
    expect(role).toContain(
      'arn:${AWS::Partition}:codebuild:${AWS::Region}:${AWS::AccountId}:project/harbor-ledger-ci"',
    );
    expect(
      ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties['EventPattern']),
    ).toContainEqual({
      source: ['aws.codebuild'],
      'detail-type': ['CodeBuild Build State Change'],
      detail: { 'project-name': ['harbor-ledger-ci'] },
    });
  });
});

/** Every statement of every role. */
function granted(): z.output<typeof Statement>[] {
  return ofType('AWS::IAM::Role').flatMap(([, { Properties }]) =>
    Policies.parse(Properties['Policies']).flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
  );
}

/** Never none: a test that looks at each of nothing would pass without having looked. */
function ofType(type: string): [string, z.output<typeof Resource>][] {
  const found = Object.entries(resources).filter(([, { Type }]) => Type === type);
  if (found.length === 0) throw new Error(`The template has no resource of type ${type}.`);
  return found;
}

function isEverything(resource: unknown): boolean {
  return [resource].flat().includes('*');
}
