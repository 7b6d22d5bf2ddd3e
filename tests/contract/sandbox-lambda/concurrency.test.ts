import {
  CreateFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { cloudwatchState } from '../../../sandbox/services/cloudwatch/state.ts';
import { makeRole } from '../../../sandbox/services/iam/resources.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import { inProcessRunner } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { messagingWorld } from '../sandbox-messaging/messaging-world.ts';
import { zipOf } from './lambda-world.ts';

const FunctionName = 'crane';
const Role = 'arn:aws:iam::111122223333:role/crane';

let place: ReturnType<typeof messagingWorld>;
let client: LambdaClient;
/** Ends of the calls that are under way, in order. */
let ends: (() => void)[];
let begun: unknown[];
/** Whether a call that begins goes on until it is ended. */
let holds: boolean;

beforeEach(async () => {
  place = messagingWorld();
  ends = [];
  begun = [];
  holds = true;
  const handler = (event: unknown) => {
    begun.push(event);
    return holds ? new Promise((resolve) => ends.push(() => resolve('lifted'))) : 'lifted';
  };
  functionRunner.provide(place.world, inProcessRunner(new Map([[FunctionName, handler]])));
  client = new LambdaClient({
    ...inProcessClientConfig(place.world, { region: 'eu-west-1' }),
    maxAttempts: 1,
  });
  aRole(['logs:*']);
  await create();
});

const create = (more: Partial<CreateFunctionCommand['input']> = {}) =>
  client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { ZipFile: zipOf('') },
      ...more,
    }),
  );
const reserve = (ReservedConcurrentExecutions: number) =>
  client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
const call = (InvocationType: 'Event' | 'RequestResponse' = 'RequestResponse') =>
  client.send(new InvokeCommand({ FunctionName, InvocationType, Payload: '"load"' }));
const throttles = () =>
  [...cloudwatchState(place.scope).series.values()]
    .filter(({ name }) => name === 'Throttles')
    .flatMap(({ dimensions, samples }) => samples.map(({ sum }) => ({ dimensions, sum })));

describe('reserved concurrency', () => {
  it('turns away a call too many, counts it, and takes the next one when there is room', async () => {
    await reserve(1);
    const first = call();
    await place.clock.advance(0);

    await expect(call()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    });
    expect(throttles()).toEqual([{ dimensions: [{ Name: 'FunctionName', Value: 'crane' }], sum: 1 }]);

    ends.shift()?.();
    await first;
    const second = call();
    await place.clock.advance(0);
    ends.shift()?.();
    await expect(second).resolves.toMatchObject({ StatusCode: 200 });
  });

  it('lets an asynchronous call wait for its turn, which is no try', async () => {
    await reserve(1);
    const first = call();
    await place.clock.advance(0);
    await call('Event');
    await place.clock.advance(10_000);
    expect(begun).toHaveLength(1);

    holds = false;
    ends.shift()?.();
    await first;
    await place.clock.advance(300_000);

    expect(begun).toEqual(['load', 'load']);
    expect(throttles().length).toBeGreaterThan(2);
  });

  it('gives an asynchronous call up when it has waited as long as it may', async () => {
    await reserve(1);
    const first = call();
    await place.clock.advance(0);
    await call('Event');

    await place.clock.advance(7 * 3_600_000);
    ends.shift()?.();
    await first;
    await place.clock.advance(3_600_000);

    expect(begun).toHaveLength(1);
  });

  it('is told, and can be taken away', async () => {
    await reserve(7);
    expect(await client.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
      ReservedConcurrentExecutions: 7,
    });

    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    const told = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect(told.ReservedConcurrentExecutions).toBeUndefined();
  });

  it('leaves the account a hundred that are nobody’s', async () => {
    await expect(reserve(901)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    });
    await expect(reserve(900)).resolves.toMatchObject({ ReservedConcurrentExecutions: 900 });
  });
});

describe('a function in a network', () => {
  const VpcConfig = { SubnetIds: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] };

  it('needs a role that may make network interfaces', async () => {
    await expect(create({ FunctionName: 'pier', VpcConfig })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'The provided execution role does not have permissions to call CreateNetworkInterface on EC2',
    });
  });

  it('tells its subnets and security groups', async () => {
    aRole(['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface']);

    await create({ FunctionName: 'pier', VpcConfig });

    expect(await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'pier' }))).toMatchObject({
      VpcConfig,
    });
  });
});

function aRole(actions: readonly string[]): void {
  makeRole({
    scope: place.scope,
    stackName: 's',
    logicalId: 'Role',
    generatedName: 'crane',
    artifactFolder: '',
    properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
        ],
      },
      Policies: [
        {
          PolicyName: 'own',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
          },
        },
      ],
    },
  });
}
