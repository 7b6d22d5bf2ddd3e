import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { CodeCommitClient, CreateRepositoryCommand } from '@aws-sdk/client-codecommit';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { runScript } from '../../support/run-script.ts';
import { type DoctorWorld, doctorWorld } from './doctor-world.ts';

let world: DoctorWorld;

beforeEach(async () => {
  world = await doctorWorld();
});

afterEach(() => world?.stop());

describe('npm run doctor', () => {
  it('ends with 0 where everything is there, an event went through, and only warnings are left', async () => {
    const { code, found, examination } = await world.doctor();

    expect(found.filter((line) => /, (fails|unknown): /.test(line))).toEqual([]);
    expect(found).toEqual(
      expect.arrayContaining([
        'stack, ok: an event that was put on the bus was decided on and logged',
        'pull requests, ok: repository harbor-ledger exists',
        'pull requests, ok: build project harbor-ledger-ci builds harbor-ledger for check unit, by the buildspec.yml of each commit',
        'pull requests, ok: role harbor-ledger-build may fetch harbor-ledger and write the log of harbor-ledger-ci',
        'pull requests, ok: validate-pull-request may do all that drawbridge.yml needs',
        'badges, ok: the address of badges serves one',
        'replication, ok: replicate-repository may do all that drawbridge.yml needs',
        'backups, ok: back-up-repository may do all that drawbridge.yml needs',
        'operation, warning: nobody is told of alarms',
      ]),
    );
    expect(examination).toMatchObject({
      works: true,
      stack: 'drawbridge-sandbox',
      region: 'us-east-1',
      account: '111122223333',
    });
    expect(code).toBe(0);
  });

  it('only warns of dead letters and alarms, and of nobody who is told no more', async () => {
    const settings = inProcessClientConfig(world.sandbox.world);
    const sqs = new SQSClient(settings);
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: 'drawbridge-sandbox-dead-letters' }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    await new CloudWatchClient(settings).send(
      new SetAlarmStateCommand({
        AlarmName: 'drawbridge-sandbox-sweep-errors',
        StateValue: 'ALARM',
        StateReason: 'a test',
      }),
    );
    await new SNSClient(settings).send(
      new SubscribeCommand({
        TopicArn: 'arn:aws:sns:us-east-1:111122223333:drawbridge-sandbox-alarms',
        Protocol: 'email',
        Endpoint: 'oncall@harbor.example',
      }),
    );

    const { code, found } = await world.doctor();

    expect(found.filter((line) => line.startsWith('operation') && !line.includes('sweep has'))).toEqual(
      expect.arrayContaining([
        'operation, ok: 1 subscriber of the operator topic will be told of alarms',
        'operation, warning: 1 event could not be handled, and waits in the dead-letter queue',
        'operation, warning: alarm drawbridge-sandbox-sweep-errors is in ALARM (a test)',
      ]),
    );
    expect(code).toBe(0);
  });

  it('ends with 1 and tells of everything that is missing, for each job', async () => {
    const configFile = await world.writeConfig(wanted);
    await makeUnfit(world);

    const { code, found } = await world.doctor({ DRAWBRIDGE_CONFIG: configFile });

    expect(found.filter((line) => line.includes(', fails: ')).sort()).toEqual([
      'backups, fails: back-up-repository may not codecommit:GitPull on logbook',
      'badges, fails: report-build may not codebuild:BatchGetBuilds on project/logbook-ci, project/elsewhere-ci and project/charts-ci',
      'pull requests, fails: build project charts-ci of check unit (repository charts) does not exist in us-east-1',
      'pull requests, fails: build project elsewhere-ci of check lint builds https://git-codecommit.us-east-1.amazonaws.com/v1/repos/elsewhere, not repository logbook',
      'pull requests, fails: repository charts does not exist in us-east-1',
      'pull requests, fails: role builds-nothing of build project logbook-ci may not fetch repository logbook',
      'pull requests, fails: role nobody of build project elsewhere-ci does not exist, so no build of it can begin',
      'pull requests, fails: validate-pull-request may not codebuild:BatchGetReports on report-group/logbook-ci-reports, report-group/elsewhere-ci-reports and report-group/charts-ci-reports',
      'pull requests, fails: validate-pull-request may not codebuild:StartBuild on project/logbook-ci, project/elsewhere-ci and project/charts-ci',
      'pull requests, fails: validate-pull-request may not codebuild:StopBuild on project/logbook-ci, project/elsewhere-ci and project/charts-ci',
      'pull requests, fails: validate-pull-request may not codecommit:GetPullRequest on logbook and charts',
      'pull requests, fails: validate-pull-request may not codecommit:PostCommentForPullRequest on logbook and charts',
      'pull requests, fails: validate-pull-request may not read log group all-builds, so a failed build is told without its lines',
      'replication, fails: replicate-repository may not codecommit:CreateRepository on logbook',
      'replication, fails: replicate-repository may not codecommit:GitPull on logbook',
      'replication, fails: replicate-repository may not codecommit:GitPush on logbook',
      'replication, fails: to-london: eu-west-2 does not answer (Rate exceeded)',
      'stack, fails: rule drawbridge-sandbox-probe is DISABLED',
    ]);
    expect(code).toBe(1);
  });

  it('says so when there is no such stack, and looks at what is to be there before', async () => {
    const { code, found } = await world.doctor({}, '--stage', 'prod');

    expect(found).toContain('stack, fails: there is no stack drawbridge-prod in us-east-1');
    expect(found).toContain('pull requests, ok: repository harbor-ledger exists');
    expect(code).toBe(1);
  });

  it('looks at nothing when AWS does not know who asks', async () => {
    const { code, found } = await world.doctor({ AWS_ACCESS_KEY_ID: 'AKIANOBODY' });

    expect(found).toEqual([
      expect.stringMatching(/^stack, fails: AWS does not take the credentials in us-east-1 \(/),
    ]);
    expect(code).toBe(1);
  });

  it('tells how it is used, and ends with 0', async () => {
    const { code, stdout, stderr } = await run('--help');

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: npm run doctor/);
  });

  it('ends with 1 and the usage for what it does not understand', async () => {
    const { code, stdout, stderr } = await run('--satge', 'prod');

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Unknown option '--satge'.*\n(.*\n)*Usage: npm run doctor/);
  });
});

function run(...args: readonly string[]) {
  return runScript('scripts/doctor.ts', args, { endpoint: world.sandbox.world.endpoint });
}

/** More than the sandbox has, and more than the stack was deployed with. */
const wanted = `version: 1
repositories:
  logbook:
    pull-requests: { builds: { unit: { project: logbook-ci }, lint: { project: elsewhere-ci } } }
  charts:
    pull-requests: { builds: { unit: { project: charts-ci } } }
replication:
  to-london: { repository: logbook, from: us-east-1, to: eu-west-2 }
backup:
  logbook: { repository: logbook, every: 1d }
`;

async function makeUnfit({ sandbox }: DoctorWorld): Promise<void> {
  const settings = inProcessClientConfig(sandbox.world);
  const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
  await new CodeCommitClient(settings).send(new CreateRepositoryCommand({ repositoryName: 'logbook' }));
  await new IAMClient(settings).send(
    new CreateRoleCommand({
      RoleName: 'builds-nothing',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      }),
    }),
  );
  const codebuild = new CodeBuildClient(settings);
  const project = {
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
  } as const;
  const source = (repository: string) => ({
    type: 'CODECOMMIT' as const,
    location: `https://git-codecommit.us-east-1.amazonaws.com/v1/repos/${repository}`,
  });
  await codebuild.send(
    new CreateProjectCommand({
      ...project,
      name: 'logbook-ci',
      source: source('logbook'),
      serviceRole: role('builds-nothing'),
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: 'all-builds' } },
    }),
  );
  await codebuild.send(
    new CreateProjectCommand({
      ...project,
      name: 'elsewhere-ci',
      source: source('elsewhere'),
      serviceRole: role('nobody'),
      logsConfig: { cloudWatchLogs: { status: 'DISABLED' } },
    }),
  );
  await new EventBridgeClient(settings).send(new DisableRuleCommand({ Name: 'drawbridge-sandbox-probe' }));
  const { ok } = await fetch(`${sandbox.world.endpoint}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'codecommit', region: 'eu-west-2', kind: 'throttle' }),
  });
  expect(ok).toBe(true);
}
