import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreateRepositoryCommand,
  DeleteBranchCommand,
  GetBranchCommand,
  PutFileCommand,
} from '@aws-sdk/client-codecommit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { replicaRecords } from '../../../sandbox/page/replica-records.ts';
import { referencesOf } from '../../../sandbox/services/codecommit/branches/reference-digest.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { until } from '../../../sandbox/tour/until.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { tourStack } from '../../support/tour-stack.ts';

const repositoryName = 'harbor-ledger';
const replicaRegions = ['eu-west-2', 'ap-northeast-2'];
const functionName = 'drawbridge-sandbox-replicate-repository';

let sandbox: Sandbox;
let first = '';

beforeAll(async () => {
  sandbox = await aSandbox({ template: await tourStack() });
});

afterAll(() => sandbox?.stop());

describe('the packaged stack, with replicas of harbor-ledger in two Regions', () => {
  it('creates the replicas when the first branch appears, with no more than its role allows', async () => {
    const client = clientIn('us-east-1');
    await client.send(new CreateRepositoryCommand({ repositoryName, tags: { team: 'harbor' } }));

    const { commitId = '' } = await client.send(
      new CreateCommitCommand({
        repositoryName,
        branchName: 'main',
        putFiles: [{ filePath: 'ledger.txt', fileContent: Buffer.from('one\n') }],
      }),
    );
    first = commitId;

    for (const region of replicaRegions) await untilAt(region, 'main', commitId);
    expect(refusals()).toEqual([]);
  });

  it('brings the next commit, a new branch and a deletion', async () => {
    const client = clientIn('us-east-1');
    const { commitId = '' } = await client.send(
      new PutFileCommand({
        repositoryName,
        branchName: 'main',
        filePath: 'ledger.txt',
        fileContent: Buffer.from('two\n'),
        parentCommitId: first,
      }),
    );
    for (const region of replicaRegions) await untilAt(region, 'main', commitId);

    await client.send(new CreateBranchCommand({ repositoryName, branchName: 'topic', commitId: first }));
    for (const region of replicaRegions) await untilAt(region, 'topic', first);

    await client.send(new DeleteBranchCommand({ repositoryName, branchName: 'topic' }));
    // Seoul prunes at once, London after a week: there it stays, and nothing is refused or behind.
    await until('Seoul to be without the branch', async () => {
      const refs = await referencesOf(scopeOf(sandbox.world, 'ap-northeast-2'), repositoryName);
      return refs?.has('refs/heads/topic') === false;
    });
    await until('the record of London to tell since when the branch is gone', async () => {
      const records = await replicaRecords(sandbox.world, 'us-east-1');
      return records.some(
        ({ region, missingSince = {} }) => region === 'eu-west-2' && 'refs/heads/topic' in missingSince,
      );
    });
    const lag = (await logLines('ReplicationLagSeconds')).at(-1);
    expect(lag).toMatchObject({ ReplicationLagSeconds: 0, RefsBehind: 0, RefsDiverged: 0 });
    expect(refusals()).toEqual([]);
  });

  it('measures each replication under the dimensions that its alarm names', async () => {
    const [line] = await logLines('ReplicationLagSeconds');
    const { MetricAlarms = [] } = await new CloudWatchClient(inProcessClientConfig(sandbox.world)).send(
      new DescribeAlarmsCommand({ AlarmNames: ['drawbridge-sandbox-replication-lag-ledger-to-london'] }),
    );

    const [{ Dimensions = [] } = {}] = MetricAlarms;
    const [metrics] = line?._aws?.CloudWatchMetrics ?? [];
    expect(metrics?.Dimensions.map((names) => [...names].sort())).toEqual([['replication', 'service']]);
    expect(['ledger-to-london', 'ledger-to-seoul']).toContain(line?.['replication']);
    expect(Dimensions).toEqual([
      { Name: 'replication', Value: 'ledger-to-london' },
      { Name: 'service', Value: line?.['service'] },
    ]);
  });

  it('has used all that its role grants, but for builds that take over and the queue of events it does not understand', () => {
    expect(unusedGrants()).toEqual(['codebuild:StartBuild', 'codebuild:BatchGetBuilds', 'sqs:SendMessage']);
  });

  it('tells on the bus that the replicas were verified', () => {
    const told = recentEvents(scopeOf(sandbox.world, 'us-east-1'))
      .filter(({ event }) => event['detail-type'] === 'Replica Verified')
      .map(({ event }) => event.detail['replication']);

    expect(told).toEqual(expect.arrayContaining(['ledger-to-london', 'ledger-to-seoul']));
  });
});

interface MetricLine {
  readonly [name: string]: unknown;
  readonly _aws?: { readonly CloudWatchMetrics: readonly { readonly Dimensions: readonly string[][] }[] };
}

async function logLines(text: string): Promise<MetricLine[]> {
  const client = new CloudWatchLogsClient(inProcessClientConfig(sandbox.world));
  const { events = [] } = await client.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}`, filterPattern: `"${text}"` }),
  );
  return events.map(({ message = '' }) => JSON.parse(message) as MetricLine);
}

function clientIn(region: string): CodeCommitClient {
  return new CodeCommitClient(inProcessClientConfig(sandbox.world, { region }));
}

async function untilAt(region: string, branchName: string, commitId: string): Promise<void> {
  await until(`${branchName} of the replica in ${region}`, async () => {
    const { branch } = await clientIn(region)
      .send(new GetBranchCommand({ repositoryName, branchName }))
      .catch(() => ({ branch: undefined }));
    return branch?.commitId === commitId;
  });
}

/** What the function's role grants and nobody needed so far, but for what Lambda does in its name. */
function unusedGrants(): string[] {
  return policyUsage(scopeOf(sandbox.world, 'us-east-1'))
    .statements.filter(({ role, sid }) => role.includes('ReplicateRepository') && sid === undefined)
    .flatMap(({ actions, used }) => actions.filter((action) => !used.has(action)));
}

/** What IAM refused to the function, whether it went on all the same or not. */
function refusals(): unknown[] {
  return policyUsage(scopeOf(sandbox.world, 'us-east-1')).refusals.filter(({ principal }) =>
    principal.includes('ReplicateRepository'),
  );
}
