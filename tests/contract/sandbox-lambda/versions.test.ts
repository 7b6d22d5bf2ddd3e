import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  RemovePermissionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { realClock } from '../../../sandbox/kernel/clock.ts';
import { createWorld } from '../../../sandbox/kernel/create-world.ts';
import { idsFrom } from '../../../sandbox/kernel/ids.ts';
import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { services } from '../../../sandbox/services/index.ts';
import { makeFunction } from '../../../sandbox/services/lambda/manage-function.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import { inProcessRunner } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { roleArn } from './lambda-world.ts';

const FunctionName = 'shop';
const arn = 'arn:aws:lambda:us-east-1:111122223333:function:shop';
let client: LambdaClient;
let world: World;
let draw = 0.5;

beforeEach(() => {
  let next = 0;
  const ids = idsFrom(
    (length) => (next++).toString(16).padStart(length, '0'),
    () => draw,
  );
  world = createWorld({ services, adminSecret: 'test', clock: realClock(), ids, folder: '/nowhere' });
  const handlers = new Map([[FunctionName, (_event: unknown, context: object) => context]]);
  functionRunner.provide(world, inProcessRunner(handlers));
  client = new LambdaClient(inProcessClientConfig(world));
  makeFunction(scopeOf(world, 'us-east-1'), { FunctionName, Role: roleArn }, { sha256: 'one', size: 1 });
});

const publish = async () => (await client.send(new PublishVersionCommand({ FunctionName }))).Version;
const configure = (Description: string, Timeout: number) =>
  client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description, Timeout }));
const versionRun = async (Qualifier?: string) =>
  (await client.send(new InvokeCommand({ FunctionName, Qualifier }))).ExecutedVersion;

describe('Lambda versions and aliases', () => {
  test('publishing twice without a change gives the same version', async () => {
    const first = await publish();
    const again = await publish();
    await configure('slower', 9);
    const changed = await publish();

    const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName }));
    expect([first, again, changed]).toEqual(['1', '1', '2']);
    expect(Versions?.map(({ FunctionArn, Timeout }) => [FunctionArn, Timeout])).toEqual([
      [`${arn}:$LATEST`, 9],
      [`${arn}:1`, 3],
      [`${arn}:2`, 9],
    ]);
  });

  test('an alias runs its version, and with weights a share of the calls runs the other one', async () => {
    await publish();
    await configure('new', 4);
    await publish();
    await client.send(
      new CreateAliasCommand({
        FunctionName,
        Name: 'live',
        FunctionVersion: '1',
        RoutingConfig: { AdditionalVersionWeights: { '2': 0.25 } },
      }),
    );

    draw = 0.24;
    const below = await versionRun('live');
    draw = 0.25;
    const above = await versionRun('live');

    expect([below, above, await versionRun()]).toEqual(['2', '1', '$LATEST']);
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: `${arn}:live` }));
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({
      invokedFunctionArn: `${arn}:live`,
    });
  });

  test('calls are counted for the function, for the alias, and for the version behind the alias', async () => {
    await publish();
    await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));

    await versionRun('live');
    await versionRun();

    const { Metrics = [] } = await new CloudWatchClient(inProcessClientConfig(world)).send(
      new ListMetricsCommand({ Namespace: 'AWS/Lambda', MetricName: 'Invocations' }),
    );
    const dimensions = Metrics.map(({ Dimensions = [] }) =>
      Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(' '),
    );
    expect(dimensions.sort()).toEqual([
      'FunctionName=shop',
      'FunctionName=shop Resource=shop',
      'FunctionName=shop Resource=shop:live',
      'FunctionName=shop Resource=shop:live ExecutedVersion=1',
    ]);
  });

  test('an empty routing configuration ends a canary, and leaving it out keeps it', async () => {
    await publish();
    await configure('new', 4);
    await publish();
    const live = { FunctionName, Name: 'live' };
    await client.send(
      new CreateAliasCommand({
        ...live,
        FunctionVersion: '1',
        RoutingConfig: { AdditionalVersionWeights: { '2': 0.1 } },
      }),
    );

    const kept = await client.send(new UpdateAliasCommand({ ...live, Description: 'canary' }));
    const ended = await client.send(
      new UpdateAliasCommand({
        ...live,
        FunctionVersion: '2',
        RoutingConfig: { AdditionalVersionWeights: {} },
      }),
    );

    expect(kept.RoutingConfig?.AdditionalVersionWeights).toEqual({ '2': 0.1 });
    expect(ended).toMatchObject({ AliasArn: `${arn}:live`, FunctionVersion: '2', Description: 'canary' });
    expect(ended.RoutingConfig).toBeUndefined();
    const { Aliases } = await client.send(new ListAliasesCommand({ FunctionName, FunctionVersion: '2' }));
    expect(Aliases?.map(({ Name }) => Name)).toEqual(['live']);
  });

  test('an alias that someone else changed in the meantime is not changed', async () => {
    await publish();
    const live = { FunctionName, Name: 'live' };
    const created = await client.send(new CreateAliasCommand({ ...live, FunctionVersion: '1' }));
    await client.send(new UpdateAliasCommand({ ...live, Description: 'theirs' }));

    const late = client.send(
      new UpdateAliasCommand({ ...live, Description: 'mine', RevisionId: created.RevisionId }),
    );

    await expect(late).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    expect((await client.send(new GetAliasCommand(live))).Description).toBe('theirs');
  });

  test('a version that an alias uses cannot be deleted', async () => {
    await publish();
    await client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));

    const removal = client.send(new DeleteFunctionCommand({ FunctionName, Qualifier: '1' }));

    await expect(removal).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await client.send(new DeleteFunctionCommand({ FunctionName }));
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });

  test('an unknown function, version or alias is not found', async () => {
    const ask = (input: { FunctionName: string; Qualifier?: string }) =>
      client.send(new GetFunctionCommand(input));

    await expect(ask({ FunctionName: 'nobody' })).rejects.toThrow(
      'Function not found: arn:aws:lambda:us-east-1:111122223333:function:nobody',
    );
    await expect(ask({ FunctionName, Qualifier: '7' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(client.send(new GetAliasCommand({ FunctionName, Name: 'live' }))).rejects.toThrow(
      `Cannot find alias arn: ${arn}:live`,
    );
  });

  test('permissions are refused when the policy would be longer than 20 KB', async () => {
    const added = (index: number) =>
      client.send(
        new AddPermissionCommand({
          FunctionName,
          StatementId: `rule-${index}`,
          Action: 'lambda:InvokeFunction',
          Principal: 'events.amazonaws.com',
          SourceArn: `arn:aws:events:us-east-1:111122223333:rule/${'x'.repeat(64)}`,
        }),
      );
    const addAll = async (count: number) => {
      for (let index = 0; index < count; index += 1) await added(index);
    };

    await expect(addAll(100)).rejects.toThrow(
      /^The final policy size \(20[0-9]{3}\) is bigger than the limit \(20480\)\.$/,
    );
    const { Policy = '' } = await client.send(new GetPolicyCommand({ FunctionName }));
    expect(Policy.length).toBeLessThanOrEqual(20_480);
  });

  test('permissions are statements of the policy, each with an id of its own', async () => {
    const permission = new AddPermissionCommand({
      FunctionName,
      StatementId: 'rule',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: 'arn:aws:events:us-east-1:111122223333:rule/pushes',
    });

    await client.send(permission);

    await expect(client.send(permission)).rejects.toMatchObject({ name: 'ResourceConflictException' });
    const { Policy = '' } = await client.send(new GetPolicyCommand({ FunctionName }));
    expect(JSON.parse(Policy)).toEqual({
      Version: '2012-10-17',
      Id: 'default',
      Statement: [
        {
          Sid: 'rule',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource: arn,
          Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/pushes' } },
        },
      ],
    });
    await client.send(new RemovePermissionCommand({ FunctionName, StatementId: 'rule' }));
    await expect(client.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
