import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetDashboardCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DynamoDBClient, ListTagsOfResourceCommand } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTagsForResourceCommand as ListRuleTagsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListSubscriptionsCommand, ListTagsForResourceCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackagedStack, packageStack } from '../../../packaging/package-stack.ts';
import { createSandbox, type Sandbox } from '../../../sandbox/assemble.ts';
import { dispatch } from '../../../sandbox/kernel/dispatch.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { deployStack } from '../../../sandbox/services/cloudformation/deploy-stack.ts';
import { cloudformationState } from '../../../sandbox/services/cloudformation/state.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { signedForm } from '../../support/signed-request.ts';
import { root } from '../../support/source-files.ts';

const CONFIGURATION = `
version: 1
repositories:
  harbor-ledger: { pull-requests: { builds: { unit: { project: harbor-ledger-ci } } } }
replication:
  ledger-to-london: { repository: harbor-ledger, from: us-east-1, to: eu-west-2 }
deploy:
  tags: { team: nobody }
  overrides:
    prod:
      notify:
        - { email: oncall@example.com }
        - { https: https://pager.example.com/alarms }
        - { sms: "+491701234567" }
      tags: { team: harbor }
      log-retention: 90d
      permissions-boundary: harbor-boundary
      service-role: arn:aws:iam::111122223333:role/cloudformation
      public-concurrency: 5
      termination-protection: true
    prod/us-east-1:
      kms-key: mrk-1234abcd12ab34cd56ef1234567890ab
      vpc: { id: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d], security-groups: [sg-0a1b2c3d] }
`;
const key = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';

let folder: string;
let stack: PackagedStack;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'drawbridge-everything-'));
  const configFile = join(folder, 'drawbridge.yml');
  writeFileSync(configFile, CONFIGURATION);
  stack = await packageStack(root, { configFile, stage: 'prod' });
  sandbox = await createSandbox();
});

afterAll(async () => {
  await sandbox?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const client = <Client>(Kind: new (config: ReturnType<typeof inProcessClientConfig>) => Client): Client =>
  new Kind(inProcessClientConfig(sandbox.world, { region: 'us-east-1' }));
const place = () => scopeOf(sandbox.world, 'us-east-1');
const deploy = () => deployStack(place(), stack);
const refOf = (logicalId: string) =>
  cloudformationState(place()).stacks.get('drawbridge-prod')?.resources.get(logicalId)?.ref ?? '';

async function iam(Action: string, form: Record<string, string>): Promise<string> {
  const request = signedForm('iam', { Version: '2010-05-08', Action, ...form });
  const { status, body } = await dispatch(sandbox.world, request, { isTrusted: true });
  if (status !== 200) throw new Error(String(body));
  return String(body);
}

function aPolicy(PolicyName: string, statements: readonly object[]) {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return iam('CreatePolicy', { PolicyName, PolicyDocument });
}

const sweep = async () => {
  const { FunctionError, Payload } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: 'drawbridge-prod-sweep', Payload: '{"drawbridge":"sweep"}' }),
  );
  return { FunctionError, answer: Buffer.from(Payload ?? []).toString() };
};

describe('a stack with every setting of its operators', () => {
  it('cannot be made while the policy that is to bound its roles does not exist', async () => {
    await expect(deploy()).rejects.toThrow(
      'Scope ARN: arn:aws:iam::111122223333:policy/harbor-boundary does not exist or is not attachable.',
    );
  });

  it('lets no role do more than the boundary allows, whatever its own statements say', async () => {
    await aPolicy('harbor-boundary', [
      {
        Effect: 'Allow',
        Action: ['logs:*', 'xray:*', 'ec2:*', 'codecommit:*', 'codebuild:*'],
        Resource: '*',
      },
    ]);
    await deploy();

    expect((await sweep()).answer).toContain('no permissions boundary allows the dynamodb:');
  });

  it('works when the boundary allows what the roles need, and measures what it does', async () => {
    await aPolicy('wider', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    await iam('PutRolePermissionsBoundary', {
      RoleName: refOf('SweepRole'),
      PermissionsBoundary: 'arn:aws:iam::111122223333:policy/wider',
    });

    expect((await sweep()).FunctionError).toBeUndefined();
    const { Metrics } = await client(CloudWatchClient).send(
      new ListMetricsCommand({ Namespace: 'Drawbridge', MetricName: 'EventsDone' }),
    );
    expect(Metrics?.map(({ Dimensions }) => Dimensions)).toContainEqual([
      { Name: 'service', Value: 'drawbridge-prod' },
      { Name: 'FunctionName', Value: 'drawbridge-prod-sweep' },
    ]);
  });

  it('reads nothing of what is under the key by a role that may not use it', async () => {
    const RoleName = refOf('SweepRole');
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 'kms:*', Resource: key }],
    });
    await iam('PutRolePolicy', { RoleName, PolicyName: 'no-key', PolicyDocument });

    expect((await sweep()).answer).toContain(
      `is not authorized to perform: kms:Decrypt on resource: ${key} with an explicit deny`,
    );
  });

  it('tells whom it should', async () => {
    const { Subscriptions } = await client(SNSClient).send(new ListSubscriptionsCommand({}));

    expect(Subscriptions?.map(({ Protocol, Endpoint }) => [Protocol, Endpoint])).toEqual(
      expect.arrayContaining([
        ['email', 'oncall@example.com'],
        ['https', 'https://pager.example.com/alarms'],
        ['sms', '+491701234567'],
      ]),
    );
  });

  it('has its tags, its network and its limits', async () => {
    const lambda = client(LambdaClient);
    const badge = await lambda.send(new GetFunctionCommand({ FunctionName: 'drawbridge-prod-serve-badge' }));
    const { logGroups } = await client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({}));

    expect(badge).toMatchObject({
      Tags: { team: 'harbor' },
      Concurrency: { ReservedConcurrentExecutions: 5 },
      Configuration: {
        VpcConfig: { SubnetIds: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] },
      },
    });
    const days = logGroups?.filter(({ logGroupName }) => logGroupName?.includes('drawbridge-prod'));
    expect(days?.length).toBeGreaterThan(6);
    expect(new Set(days?.map(({ retentionInDays }) => retentionInDays))).toEqual(new Set([90]));
  });

  it('has tags on topic, rules, roles and secret as well', async () => {
    const events = client(EventBridgeClient);
    const { Rules } = await events.send(new ListRulesCommand({ NamePrefix: 'drawbridge-prod-sweep' }));
    const ResourceARN = Rules?.[0]?.Arn;
    const rule = await events.send(new ListRuleTagsCommand({ ResourceARN }));
    const topic = await client(SNSClient).send(
      new ListTagsForResourceCommand({ ResourceArn: refOf('OperatorTopic') }),
    );
    const secret = await client(SecretsManagerClient).send(
      new DescribeSecretCommand({ SecretId: refOf('BadgeKey') }),
    );

    const tag = { Key: 'team', Value: 'harbor' };
    expect([rule.Tags, topic.Tags, secret.Tags]).toEqual([[tag], [tag], [tag]]);
    expect(secret.KmsKeyId).toBe(key);
    expect(await iam('ListRoleTags', { RoleName: refOf('SweepRole') })).toContain(
      '<member><Key>team</Key><Value>harbor</Value></member>',
    );
  });

  it('keeps everything under its key', async () => {
    const dynamodb = client(DynamoDBClient);
    const sqs = client(SQSClient);
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: refOf('Table') }));
    const { Tags } = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: 'drawbridge-prod-dead-letters' }),
    );
    const queue = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));

    expect(Table?.SSEDescription).toMatchObject({ SSEType: 'KMS', KMSMasterKeyArn: key });
    expect(Tags).toEqual([{ Key: 'team', Value: 'harbor' }]);
    expect(queue.Attributes).toMatchObject({ KmsMasterKeyId: key });
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'harbor' });
  });

  it('has its dashboard', async () => {
    const { DashboardBody = '' } = await client(CloudWatchClient).send(
      new GetDashboardCommand({ DashboardName: 'drawbridge-prod-us-east-1' }),
    );

    expect(DashboardBody).toContain('"region":"us-east-1"');
    expect(DashboardBody).not.toContain('${AWS::');
    expect(DashboardBody).toContain(`"label":"\${PROP('Dim.replication')} ReplicationLagSeconds"`);
  });
});
