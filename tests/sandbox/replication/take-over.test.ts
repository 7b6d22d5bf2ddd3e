import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  ListBuildsForProjectCommand,
} from '@aws-sdk/client-codebuild';
import {
  CodeCommitClient,
  CreateCommitCommand,
  CreateRepositoryCommand,
  GetBranchCommand,
  PutFileCommand,
} from '@aws-sdk/client-codecommit';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/assemble.ts';
import { scopeOf } from '../../../sandbox/kernel/world.ts';
import { cloudformationState } from '../../../sandbox/services/cloudformation/state.ts';
import { policyUsage } from '../../../sandbox/services/iam/usage.ts';
import { until } from '../../../sandbox/tour/until.ts';
import { replicaRecords } from '../../../shared/store/replicas.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { inProcessClientConfig } from '../../support/in-process.ts';
import { tourStack } from '../../support/tour-stack.ts';

const repositoryName = 'harbor-ledger';
const london = { repository: repositoryName, region: 'eu-west-2' };

let sandbox: Sandbox;
let first = '';

beforeAll(async () => {
  sandbox = await aSandbox({ template: await tourStack() });
  const client = clientIn('us-east-1');
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  const putFiles = [{ filePath: 'ledger.txt', fileContent: Buffer.from('one\n') }];
  const { commitId = '' } = await client.send(
    new CreateCommitCommand({ repositoryName, branchName: 'main', putFiles }),
  );
  first = commitId;
  await untilInLondon(commitId);
});

afterAll(() => sandbox?.stop());

describe('a replica that runs of the packaged function keep dying at, one ref at a time', () => {
  it('is brought up to date by a build, and then looked at by the function', async () => {
    await sayThatRunsKeepDying();
    const { commitId: tip = '' } = await clientIn('us-east-1').send(
      new PutFileCommand({
        repositoryName,
        branchName: 'main',
        filePath: 'ledger.txt',
        fileContent: Buffer.from('two, and gigabytes more\n'),
        parentCommitId: first,
      }),
    );
    await untilInLondon(tip);
    const build = await theBuild();
    const handedOver = (await quietRecord()).record;
    await sayThatTenMinutesPassed();
    const answer = await invoke({ drawbridge: 'due', repository: repositoryName, replica: 'eu-west-2' });

    expect(build.buildStatus).toBe('SUCCEEDED');
    expect(build.environment?.environmentVariables).toContainEqual({
      name: 'REPLICATION',
      value: 'ledger-to-london',
      type: 'PLAINTEXT',
    });
    expect([handedOver.handedOver?.buildId, handedOver.refs?.['refs/heads/main']]).toEqual([build.id, tip]);
    expect(answer).toContain('the replica of harbor-ledger in eu-west-2 is up to date');
    const { record } = await quietRecord();
    expect([record.handedOver, record.failure, record.refs]).toEqual([
      undefined,
      undefined,
      { 'refs/heads/main': tip },
    ]);
  });

  it('needs what the roles grant, and no more', () => {
    const { statements, refusals } = policyUsage(scopeOf(sandbox.world, 'us-east-1'));
    const unused = (role: string, service: RegExp) =>
      statements
        .filter((statement) => statement.role.includes(role))
        .flatMap(({ actions, used }) => actions.filter((one) => service.test(one) && !used.has(one)));

    expect(
      refusals.filter(({ principal }) => /ReplicateRepository|ReplicationRunner/.test(principal)),
    ).toEqual([]);
    expect(unused('ReplicateRepository', /^codebuild:/)).toEqual([]);
    expect(unused('ReplicationRunner', /./)).toEqual([]);
  });
});

function clientIn(region: string): CodeCommitClient {
  return new CodeCommitClient(inProcessClientConfig(sandbox.world, { region }));
}

async function untilInLondon(commitId: string): Promise<void> {
  await until('main of the replica in London', async () => {
    const { branch } = await clientIn('eu-west-2')
      .send(new GetBranchCommand({ repositoryName, branchName: 'main' }))
      .catch(() => ({ branch: undefined }));
    return branch?.commitId === commitId;
  });
}

function records() {
  const { stacks } = cloudformationState(scopeOf(sandbox.world, 'us-east-1'));
  const tableName = stacks.get('drawbridge-sandbox')?.resources.get('Table')?.ref ?? '';
  return replicaRecords({ tableName, now: Date.now }, inProcessClientConfig(sandbox.world));
}

/** The record of the replica, once no run is at work on it. */
function quietRecord() {
  return until('the record of the replica', async () => {
    const stored = await records().load(london);
    return stored?.work === undefined && stored;
  });
}

async function sayThatRunsKeepDying(): Promise<void> {
  const stored = await quietRecord();
  const now = Date.now();
  const takeOver = { from: now, builds: 0 };
  const failure = { attempts: 6, since: now - 3_600_000, at: now, reason: 'A run ended.', takeOver };
  const next = { ...stored, version: stored.version + 1, record: { ...stored.record, failure } };
  await records().save(london, next, stored.version);
}

async function sayThatTenMinutesPassed(): Promise<void> {
  const stored = await quietRecord();
  const { handedOver } = stored.record;
  if (handedOver === undefined) throw new Error('nothing was handed over');
  const record = { ...stored.record, handedOver: { ...handedOver, lookedAt: handedOver.lookedAt - 600_000 } };
  await records().save(london, { ...stored, version: stored.version + 1, record }, stored.version);
}

/** The runner's one build, once it has ended. */
function theBuild(): Promise<Build> {
  const client = new CodeBuildClient(inProcessClientConfig(sandbox.world));
  const projectName = 'drawbridge-sandbox-replication-runner';
  return until('the end of the build', async () => {
    const { ids = [] } = await client.send(new ListBuildsForProjectCommand({ projectName }));
    const { builds: [build] = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
    return build?.buildComplete === true && build;
  });
}

async function invoke(event: object): Promise<string> {
  const { Payload } = await new LambdaClient(inProcessClientConfig(sandbox.world)).send(
    new InvokeCommand({
      FunctionName: 'drawbridge-sandbox-replicate-repository',
      Payload: Buffer.from(JSON.stringify(event)),
    }),
  );
  return Buffer.from(Payload ?? []).toString();
}
