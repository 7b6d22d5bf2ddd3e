import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, LambdaClient, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import { unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { deployStack } from '../../../sandbox/services/cloudformation/deploy-stack.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import { inProcessRunner } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { getObject } from '../../../sandbox/services/s3/objects.ts';
import { aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';

let folder: string;
let world: World;
let client: CloudFormationClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drawbridge-stack-'));
  world = aWorld();
  functionRunner.provide(world, inProcessRunner(new Map()));
  client = new CloudFormationClient(inProcessClientConfig(world));
  await pack('exports.handler = async () => 1;');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pack = (source: string) =>
  writeFile(join(folder, 'hello.zip'), zipSync({ 'index.js': Buffer.from(source) }));

const aStack = {
  Description: 'A small shop',
  Resources: {
    HelloFunction: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: { 'Fn::Sub': '${AWS::StackName}-hello' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Code: { S3Bucket: 'deployments', S3Key: 'serverless/shop/dev/1-2026/hello.zip' },
        Role: { 'Fn::GetAtt': ['HelloRole', 'Arn'] },
        Environment: { Variables: { QUEUE: { Ref: 'Failed' }, TABLE: { Ref: 'Records' } } },
      },
    },
    HelloVersion: {
      Type: 'AWS::Lambda::Version',
      DependsOn: ['Records'],
      Properties: { FunctionName: { Ref: 'HelloFunction' } },
    },
    HelloUrl: {
      Type: 'AWS::Lambda::Url',
      Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['HelloFunction', 'Arn'] } },
    },
    HelloOutcome: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'HelloFunction' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
      },
    },
    HelloRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
    },
    Failed: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failed' } },
    Records: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      },
    },
  },
  Outputs: {
    Url: { Value: { 'Fn::GetAtt': ['HelloUrl', 'FunctionUrl'] }, Export: { Name: 'shop-url' } },
    Queue: { Description: 'Where failures go', Value: { Ref: 'Failed' } },
  },
};

async function deploy(template: object = aStack) {
  const templateFile = join(folder, 'template.json');
  await writeFile(templateFile, JSON.stringify(template));
  return deployStack(scopeOf(world, 'us-east-1'), {
    templateFile,
    artifactFolder: folder,
    stackName: 'shop',
  });
}

describe('a stack', () => {
  test('is made in the order its resources need each other, with outputs and exports', async () => {
    const { outputs } = await deploy();

    expect(outputs).toEqual([
      {
        key: 'Url',
        value: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4566\/_lambda-url\/[0-9a-f]{32}\/$/),
        description: undefined,
        exportName: 'shop-url',
      },
      {
        key: 'Queue',
        value: 'http://127.0.0.1:4566/111122223333/failed',
        description: 'Where failures go',
        exportName: undefined,
      },
    ]);
    const lambda = new LambdaClient(inProcessClientConfig(world));
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'shop-hello' }));
    expect(Configuration).toMatchObject({
      Role: expect.stringMatching(/^arn:aws:iam::111122223333:role\/shop-HelloRole-/),
      Environment: {
        Variables: {
          QUEUE: 'http://127.0.0.1:4566/111122223333/failed',
          TABLE: expect.stringMatching(/^shop-Records-/),
        },
      },
    });
  });

  test('has its zips in the bucket that the template names, under the same keys', async () => {
    objectFiles.provide(world, objectFilesInMemory());
    const Resources = {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'deployments' } },
      ...aStack.Resources,
    };
    await deploy({ ...aStack, Resources });

    const { body } = await getObject(scopeOf(world, 'us-east-1'), {
      bucket: 'deployments',
      key: 'serverless/shop/dev/1-2026/hello.zip',
    });

    expect(Object.keys(unzipSync(body))).toEqual(['index.js']);
  });

  test('is described as CloudFormation describes it', async () => {
    const { stackId } = await deploy();

    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'shop' }));
    const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'shop' }));
    const { StackResourceDetail } = await client.send(
      new DescribeStackResourceCommand({ StackName: stackId, LogicalResourceId: 'Failed' }),
    );
    const { StackResourceSummaries } = await client.send(
      new ListStackResourcesCommand({ StackName: 'shop' }),
    );
    const { TemplateBody } = await client.send(new GetTemplateCommand({ StackName: 'shop' }));
    const { Exports } = await client.send(new ListExportsCommand({}));

    expect(Stacks).toMatchObject([
      {
        StackName: 'shop',
        StackId: stackId,
        StackStatus: 'CREATE_COMPLETE',
        Description: 'A small shop',
        CreationTime: expect.any(Date),
        Outputs: [{ OutputKey: 'Url', ExportName: 'shop-url' }, { OutputKey: 'Queue' }],
      },
    ]);
    expect(StackResources?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
      'HelloRole',
      'Failed',
      'Records',
      'HelloFunction',
      'HelloVersion',
      'HelloUrl',
      'HelloOutcome',
    ]);
    expect(StackResourceDetail).toMatchObject({
      PhysicalResourceId: 'http://127.0.0.1:4566/111122223333/failed',
      ResourceType: 'AWS::SQS::Queue',
      ResourceStatus: 'CREATE_COMPLETE',
    });
    expect(StackResourceSummaries).toHaveLength(7);
    expect(JSON.parse(TemplateBody ?? '')).toEqual(aStack);
    expect(Exports).toMatchObject([{ Name: 'shop-url', ExportingStackId: stackId }]);
  });

  test('that is deployed twice stays as it is, and changed code makes no new thing but a new version', async () => {
    const first = await deploy();
    const second = await deploy();
    await pack('exports.handler = async () => 2;');
    const { HelloVersion: _old, ...others } = aStack.Resources;
    const Resources = { ...others, HelloVersion2: aStack.Resources.HelloVersion };
    const third = await deploy({ ...aStack, Resources });

    const refs = (stack: typeof first) =>
      Object.fromEntries(stack.resources.map(({ logicalId, ref }) => [logicalId, ref]));
    expect(refs(second)).toEqual(refs(first));
    expect(third.outputs).toEqual(first.outputs);
    expect(third.leftOver).toEqual([]);
    expect(refs(third)['HelloVersion2']).toBe('arn:aws:lambda:us-east-1:111122223333:function:shop-hello:2');
    const lambda = new LambdaClient(inProcessClientConfig(world));
    const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: 'shop-hello' }));
    expect(Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '2']);
    const { StackSummaries } = await client.send(new ListStacksCommand({}));
    expect(StackSummaries).toMatchObject([{ StackName: 'shop', StackStatus: 'UPDATE_COMPLETE' }]);
  });

  test('with a type that nobody makes says which resource it is', async () => {
    const Resources = { Lake: { Type: 'AWS::LakeFormation::Resource', Properties: {} } };

    await expect(deploy({ Resources })).rejects.toThrow(
      'cannot make Lake: it knows no resources of type AWS::LakeFormation::Resource',
    );
    const { Stacks } = await client.send(new DescribeStacksCommand({}));
    expect(Stacks?.[0]).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  });

  test('whose zip is missing says which function lacks its code', async () => {
    await rm(join(folder, 'hello.zip'));

    await expect(deploy()).rejects.toThrow(
      /could not make HelloFunction .* cannot be read from .*hello\.zip/,
    );
  });

  test('that does not exist is a ValidationError', async () => {
    await expect(client.send(new DescribeStacksCommand({ StackName: 'nobody' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id nobody does not exist',
    });
  });
});
