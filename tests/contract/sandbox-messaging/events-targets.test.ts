import { beforeEach, describe, expect, it } from 'vitest';
import type { ResourceResult } from '../../../sandbox/kernel/resource-kind.ts';
import type { Scope, World } from '../../../sandbox/kernel/world.ts';
import { buildRunner } from '../../../sandbox/services/codebuild/build-runner.ts';
import { runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { codebuildState } from '../../../sandbox/services/codebuild/state.ts';
import { publishEvent } from '../../../sandbox/services/events/publish-event.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { services } from '../../../sandbox/services/index.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import { inProcessRunner } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { sqsState } from '../../../sandbox/services/sqs/state.ts';
import type { ManualClock } from '../../support/manual-clock.ts';
import { messagingWorld } from './messaging-world.ts';

let clock: ManualClock;
let world: World;
let scope: Scope;
let received: unknown[];

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const ruleArn = arn('events', 'rule/push');

/** Makes a resource as a template would. */
async function make(type: string, properties: Record<string, unknown>): Promise<ResourceResult> {
  const handler = services.find(({ resources }) => resources?.[type])?.resources?.[type]?.make;
  if (handler === undefined) throw new Error(`${type} cannot be made`);
  const request = { scope, stackName: 's', logicalId: 'Thing', generatedName: 's-Thing', artifactFolder: '' };
  return handler({ ...request, properties });
}

async function aRole(name: string, statement: { Action: string; Resource: string }): Promise<void> {
  await make('AWS::IAM::Role', {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['events.amazonaws.com'] } },
      ],
    },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } }],
  });
}

const aRule = (target: Record<string, unknown>) =>
  make('AWS::Events::Rule', {
    Name: 'push',
    EventPattern: { source: ['aws.codecommit'] },
    Targets: [{ Id: 'it', ...target }],
  });

const aPush = () =>
  publishEvent(scope, {
    source: 'aws.codecommit',
    detailType: 'CodeCommit Repository State Change',
    resources: [],
    detail: { commitId: '6b3c45f2d43d16c028ef18e38cb1e516f653463d' },
  });

const delivery = () => recentEvents(scope).at(-1)?.deliveries[0];

beforeEach(async () => {
  ({ clock, world, scope } = messagingWorld());
  received = [];
  functionRunner.provide(world, inProcessRunner(new Map([['watch', (event) => received.push(event)]])));
  buildRunner.provide(
    world,
    runScripted(() => ({})),
  );
  await make('AWS::SQS::Queue', { QueueName: 'dead' });
  await make('AWS::SQS::QueuePolicy', {
    Queues: ['http://127.0.0.1:4566/111122223333/dead'],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arn('sqs', 'dead'),
          Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
        },
      ],
    },
  });
});

const deadLetters = () =>
  (sqsState(scope).queues.get('dead')?.messages ?? []).map(({ attributes }) =>
    Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue])),
  );

describe('a function as target', () => {
  beforeEach(async () => {
    await aRole('worker', { Action: 'logs:*', Resource: '*' });
    await make('AWS::Lambda::Function', {
      FunctionName: 'watch',
      Role: 'arn:aws:iam::111122223333:role/worker',
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { ZipFile: 'exports.handler = async () => {}' },
    });
    await aRule({ Arn: arn('lambda', 'function:watch'), DeadLetterConfig: { Arn: arn('sqs', 'dead') } });
  });

  it('gets the event when its resource policy lets the rule in', async () => {
    await make('AWS::Lambda::Permission', {
      FunctionName: 'watch',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: ruleArn,
    });

    const id = aPush();
    await clock.advance(0);

    expect(received).toMatchObject([{ id, source: 'aws.codecommit' }]);
    expect(delivery()).toMatchObject({ outcome: 'delivered', attempts: 1 });
    expect(deadLetters()).toEqual([]);
  });

  it('is passed over when the policy is for another rule, and the event is a dead letter', async () => {
    await make('AWS::Lambda::Permission', {
      FunctionName: 'watch',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: arn('events', 'rule/other'),
    });

    aPush();
    await clock.advance(0);

    expect(received).toEqual([]);
    expect(deadLetters()).toMatchObject([{ ERROR_CODE: 'NO_PERMISSIONS', RETRY_ATTEMPTS: '0' }]);
  });
});

describe('a build project as target', () => {
  const target = {
    Arn: arn('codebuild', 'project/ledger'),
    RoleArn: 'arn:aws:iam::111122223333:role/starter',
    DeadLetterConfig: { Arn: arn('sqs', 'dead') },
  };
  /** No build may start: every attempt is refused for now. */
  const closeTheQueue = () => {
    codebuildState(scope).accountLimit = 0;
  };

  beforeEach(async () => {
    await aRole('starter', { Action: 'codebuild:StartBuild', Resource: target.Arn });
    await make('AWS::CodeBuild::Project', {
      Name: 'ledger',
      Source: { Type: 'NO_SOURCE', BuildSpec: 'version: 0.2\nphases: {build: {commands: [true]}}' },
      Artifacts: { Type: 'NO_ARTIFACTS' },
      Environment: { Type: 'LINUX_CONTAINER', Image: 'x', ComputeType: 'BUILD_GENERAL1_SMALL' },
      ServiceRole: 'arn:aws:iam::111122223333:role/worker',
    });
  });

  it('starts with what the transformer gives, for the rule', async () => {
    await aRule({
      ...target,
      InputTransformer: {
        InputPathsMap: { commit: '$.detail.commitId' },
        InputTemplate:
          '{"sourceVersion": <commit>, "environmentVariablesOverride": [{"name": "COMMIT", "type": "PLAINTEXT", "value": <commit>}]}',
      },
    });

    aPush();
    await clock.advance(0);

    const [build] = codebuildState(scope).builds.values();
    expect(delivery()).toMatchObject({ outcome: 'delivered' });
    expect(build).toMatchObject({
      projectName: 'ledger',
      initiator: 'rule/push',
      sourceVersion: '6b3c45f2d43d16c028ef18e38cb1e516f653463d',
    });
  });

  it('starts as the project says when the event comes as it is', async () => {
    await aRule(target);

    aPush();
    await clock.advance(0);

    expect([...codebuildState(scope).builds.values()]).toMatchObject([{ projectName: 'ledger' }]);
  });

  it('is tried again, later and later, until it can start', async () => {
    await aRule(target);
    closeTheQueue();
    aPush();
    await clock.advance(20_000);
    const attempts = delivery()?.attempts ?? 0;
    expect(delivery()?.outcome).toBe('pending');
    expect(attempts).toBeGreaterThanOrEqual(4);
    expect(attempts).toBeLessThanOrEqual(7);

    codebuildState(scope).accountLimit = 20;
    await clock.advance(60_000);

    expect(delivery()).toMatchObject({ outcome: 'delivered' });
    expect(codebuildState(scope).builds.size).toBe(1);
    expect(deadLetters()).toEqual([]);
  });

  it('is given up after the attempts of the retry policy', async () => {
    await aRule({ ...target, RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 } });
    closeTheQueue();

    aPush();
    await clock.advance(60_000);

    expect(delivery()).toMatchObject({ outcome: 'dead-lettered', attempts: 3 });
    expect(deadLetters()).toMatchObject([
      {
        ERROR_CODE: 'THROTTLING',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: '2',
        TARGET_ARN: target.Arn,
      },
    ]);
  });

  it('is given up when the event is older than the retry policy allows', async () => {
    await aRule({ ...target, RetryPolicy: { MaximumEventAgeInSeconds: 60 } });
    closeTheQueue();

    aPush();
    await clock.advance(60_000);

    expect(deadLetters()).toMatchObject([{ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' }]);
  });
});
