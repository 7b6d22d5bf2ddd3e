import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListStackResourcesCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { lookAfter } from '../../../packaging/deployment/look-after.ts';
import { retainedBy } from '../../../packaging/deployment/retained.ts';
import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { readTemplate, type Template } from '../../../sandbox/services/cloudformation/template/template.ts';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { functionRunner } from '../../../sandbox/services/lambda/runner/function-runner.ts';
import { inProcessRunner } from '../../../sandbox/services/lambda/runner/in-process-runner.ts';
import { objectFiles } from '../../../sandbox/services/s3/object-files.ts';
import { objectFilesInMemory } from '../../../sandbox/services/s3/object-files-in-memory.ts';
import { aWorld } from '../../support/a-world.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { tourStack } from '../../support/tour-stack.ts';
import { aDeployer, publishedPolicy } from './a-deployer.ts';
import { changedTemplate } from './changed-template.ts';
import { stackIn } from './what-a-stack-is.ts';

const StackName = 'drawbridge-prod';
const ChangeSetName = 'drawbridge-prod-change-set';
const grants = publishedPolicy.Statement.flatMap(({ Sid, Action }) =>
  Action.map((name) => `${Sid}: ${name}`),
);

let world: World;
let used: ReadonlySet<string>;

// What the commands do in a stage's life, call by call: the stack with nothing but its bucket, everything else, a
// change of everything, and its end.
beforeAll(async () => {
  world = aWorld();
  objectFiles.provide(world, objectFilesInMemory());
  functionRunner.provide(world, inProcessRunner(new Map()));
  const scope = scopeOf(world, 'us-east-1');
  const deployer = aDeployer(scope, publishedPolicy);
  const config = inProcessClientConfig(world, deployer);
  const { template } = await readTemplate((await tourStack()).templateFile);
  const text = JSON.stringify(template).replaceAll('drawbridge-sandbox', StackName);
  await live(config, JSON.parse(text) as Template);
  const { statements } = policyUsage(scope);
  const own = statements.filter(({ role }) => role === deployer.roleArn);
  used = new Set(own.flatMap((one) => [...one.used.keys()].map((action) => `${one.sid}: ${action}`)));
});

describe('the published policy of whoever deploys', () => {
  test('is enough to deploy everything, to change everything and to remove everything', () => {
    expect(policyUsage(scopeOf(world, 'us-east-1')).refusals).toEqual([]);
    expect(stackIn(world, 'us-east-1', StackName)).toBeUndefined();
  });

  test.each(grants)('would not be enough without %s', (grant) => {
    // What was asked and allowed by it alone would have been refused.
    expect(used.has(grant)).toBe(true);
  });

  test('fits into one managed policy', () => {
    // IAM counts no white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(JSON.stringify(publishedPolicy).length).toBeLessThanOrEqual(6144);
  });
});

async function live(config: ReturnType<typeof inProcessClientConfig>, template: Template): Promise<void> {
  const cloudformation = new CloudFormationClient(config);
  const s3 = new S3Client(config);
  const { ServerlessDeploymentBucket, ServerlessDeploymentBucketPolicy } = template.Resources;
  const core = { Resources: { ServerlessDeploymentBucket, ServerlessDeploymentBucketPolicy } };
  await change(cloudformation, {
    ChangeSetType: 'CREATE',
    TemplateBody: JSON.stringify(core),
    tags: ['STAGE', 'a'],
  });
  const bucket = await cloudformation.send(
    new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'ServerlessDeploymentBucket' }),
  );
  const Bucket = bucket.StackResourceDetail?.PhysicalResourceId ?? '';
  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  for (const key of zipsIn(template)) await put(key, 'zip');
  for (const [name, one, tags] of [
    ['first', template, ['STAGE', 'a']],
    ['second', changedTemplate(template), ['STAGE']],
  ] as const) {
    await put(name, JSON.stringify(one));
    const TemplateURL = `https://s3.amazonaws.com/${Bucket}/${name}`;
    await cloudformation.send(new ValidateTemplateCommand({ TemplateURL }));
    await change(cloudformation, { ChangeSetType: 'UPDATE', TemplateURL, tags });
  }
  await cloudformation.send(new ListStackResourcesCommand({ StackName }));
  await new LambdaClient(config).send(new GetFunctionCommand({ FunctionName: `${StackName}-sweep` }));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const Objects = Contents.map(({ Key }) => ({ Key }));
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
  await cloudformation.send(new DeleteStackCommand({ StackName }));
  for (const retained of await retainedBy(config, Stacks?.[0]?.StackId ?? ''))
    await lookAfter(config, retained, 'us-east-1');
}

async function change(
  client: CloudFormationClient,
  {
    tags,
    ...given
  }: {
    ChangeSetType: 'CREATE' | 'UPDATE';
    TemplateBody?: string;
    TemplateURL?: string;
    tags: readonly string[];
  },
): Promise<void> {
  const names = { StackName, ChangeSetName };
  if (given.ChangeSetType === 'UPDATE') await client.send(new DeleteChangeSetCommand(names));
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
  const Tags = tags.map((Key) => ({ Key, Value: 'prod' }));
  await client.send(new CreateChangeSetCommand({ ...names, ...given, Capabilities, Tags }));
  const { Status } = await client.send(new DescribeChangeSetCommand(names));
  expect(Status).toBe('CREATE_COMPLETE');
  await client.send(new ExecuteChangeSetCommand(names));
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  expect(StackEvents[0]?.ResourceStatus).toMatch(/^(?:CREATE|UPDATE)_COMPLETE$/);
}

function zipsIn({ Resources }: Template): string[] {
  const codes = Object.values(Resources).map(
    ({ Properties }) => Properties?.['Code'] as { S3Key?: string } | undefined,
  );
  return codes.flatMap((code) => (code?.S3Key === undefined ? [] : [code.S3Key]));
}
