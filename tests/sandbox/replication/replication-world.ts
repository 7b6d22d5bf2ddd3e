import { join } from 'node:path';
import {
  CodeCommitClient,
  CreateRepositoryCommand,
  UpdateDefaultBranchCommand,
} from '@aws-sdk/client-codecommit';
import {
  CreateTableCommand,
  DynamoDBClient,
  QueryCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { replicateRepository } from '../../../functions/replicate-repository/assemble.ts';
import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { loadConfig } from '../../../shared/config/load.ts';
import type { ReplicaRecord } from '../../../shared/core/replica-record.ts';
import type { Handled } from '../../../shared/runtime/event-handler.ts';
import { replicaRecords } from '../../../shared/store/replicas.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { type BareRepository, bareRepository } from '../../support/git/bare-repository.ts';

const [source, replica, tableName] = ['us-east-1', 'eu-west-2', 'records'];

/** The real function against real git in two Regions of one sandbox; time is the sandbox's, and can be moved on. */
export interface ReplicationWorld {
  readonly world: World;
  readonly time: { now: number };
  /** Makes `ledger-<n>` in us-east-1 and gives what replicates it to eu-west-2 by the settings. */
  ledger(settings?: string): Promise<Ledger>;
  close(): Promise<void>;
}

export interface Ledger {
  readonly name: string;
  readonly source: BareRepository;
  readonly codeCommit: { readonly source: CodeCommitClient; readonly replica: CodeCommitClient };
  /** The replica on disk; it has to exist. */
  replica(): Promise<BareRepository>;
  /** Makes an empty replica before anybody has replicated. */
  createReplica(): Promise<BareRepository>;
  setDefaultBranch(branch: string): Promise<void>;
  /** Moves a ref of the source and hands the event to the function. */
  move(ref: string, to: string | undefined): Promise<Handled>;
  /** Adds commits to a ref of the source and hands the event to the function; gives the new tip. */
  commit(ref: string, ...texts: string[]): Promise<string>;
  /** Hands the function what happened without touching anything. */
  tell(change: { readonly ref: string; readonly old?: string; readonly new?: string }): Promise<Handled>;
  /** Wakes the function as the sweep does; a repeat of an invocation has the same request id. */
  due(requestId?: string): Promise<Handled>;
  record(): Promise<ReplicaRecord | undefined>;
  /** In seconds from now, when the table says that it is due. */
  dueIn(): Promise<number | undefined>;
  /** Detail type and detail of our own events, oldest first. */
  ownEvents(): (readonly [string, Record<string, unknown>])[];
}

export async function aReplicationWorld(): Promise<ReplicationWorld> {
  const sandbox = await aSandbox();
  const { world } = sandbox;
  const clientSettings = (region: string) => ({
    region,
    endpoint: world.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const clients = {
    source: new CodeCommitClient(clientSettings(source)),
    replica: new CodeCommitClient(clientSettings(replica)),
  };
  const table = new DynamoDBClient(clientSettings(source));
  await makeTable(table);
  const time = { now: Date.parse('2026-03-02T10:00:00Z') };
  let count = 0;
  return {
    world,
    time,
    async ledger(settings = '') {
      count += 1;
      return aLedger({
        world,
        time,
        clients,
        table,
        clientSettings: clientSettings(source),
        name: `ledger-${count}`,
        settings,
      });
    },
    async close() {
      for (const client of [clients.source, clients.replica, table]) client.destroy();
      await sandbox.stop();
    },
  };
}

interface LedgerParts {
  readonly world: World;
  readonly time: { readonly now: number };
  readonly clients: Ledger['codeCommit'];
  readonly table: DynamoDBClient;
  readonly clientSettings: { readonly region: string };
  readonly name: string;
  readonly settings: string;
}

async function aLedger(parts: LedgerParts): Promise<Ledger> {
  const { world, time, clients, name, settings, clientSettings } = parts;
  await clients.source.send(
    new CreateRepositoryCommand({
      repositoryName: name,
      repositoryDescription: 'Every booking',
      tags: { team: 'harbor' },
    }),
  );
  const onDisk = (region: string) =>
    bareRepository(join(world.folder, 'repositories', world.account, region, `${name}.git`), {
      create: false,
    });
  const run = replicateRepository({
    environment: {
      TABLE_NAME: tableName,
      DEAD_LETTER_QUEUE_URL: `${world.endpoint}/${world.account}/dead-letters`,
      RUNNER_PROJECT: 'drawbridge-replication-runner',
      PARTITION: 'aws',
      ACCOUNT_ID: world.account,
      AWS_REGION: source,
      AWS_ENDPOINT_URL: world.endpoint,
    },
    config: configOf(name, settings),
    system: { clock: { now: () => time.now }, newRunId: () => world.ids.uuid() },
    settings: clientSettings,
  });
  const repository = await onDisk(source);
  const key = { repository: name, region: replica };
  const records = replicaRecords({ tableName, now: () => time.now }, clientSettings);
  const ledger: Ledger = {
    name,
    source: repository,
    codeCommit: clients,
    replica: () => onDisk(replica),
    async createReplica() {
      await clients.replica.send(new CreateRepositoryCommand({ repositoryName: name }));
      return onDisk(replica);
    },
    async setDefaultBranch(branch) {
      await clients.source.send(
        new UpdateDefaultBranchCommand({ repositoryName: name, defaultBranchName: branch }),
      );
    },
    async move(ref, to) {
      const old = await repository.tip(ref).catch(() => undefined);
      await repository.git(to === undefined ? ['update-ref', '-d', ref] : ['update-ref', ref, to]);
      return ledger.tell({ ref, ...(old !== undefined && { old }), ...(to !== undefined && { new: to }) });
    },
    async commit(ref, ...texts) {
      const old = await repository.tip(ref).catch(() => undefined);
      const tip = (await repository.commits(ref, texts)).at(-1) ?? '';
      await ledger.tell({ ref, new: tip, ...(old !== undefined && { old }) });
      return tip;
    },
    tell: (change) => run(eventOf(name, change, time.now)),
    due: (requestId) =>
      run({ drawbridge: 'due', repository: name, replica }, requestId === undefined ? {} : { requestId }),
    record: async () => (await records.load(key))?.record,
    async dueIn() {
      const dueAt = (await records.load(key))?.dueAt;
      return dueAt === undefined ? undefined : Math.round((dueAt - time.now) / 1_000);
    },
    ownEvents: () =>
      recentEvents(scopeOf(world, source))
        .filter(({ event }) => event.source === 'drawbridge' && event.detail['repository'] === name)
        .map(({ event }) => [event['detail-type'], event.detail] as const)
        .toReversed(),
  };
  return ledger;
}

function configOf(repository: string, settings: string) {
  const loaded = loadConfig(`version: 1
repositories: { other: { pull-requests: { builds: { unit: { project: other-ci } } } } }
replication:
  to-london:
    repository: ${repository}
    from: ${source}
    to: ${replica}
${settings}
`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}

function eventOf(
  repositoryName: string,
  { ref, old, new: to }: { readonly ref: string; readonly old?: string; readonly new?: string },
  now: number,
) {
  const event =
    old === undefined ? 'referenceCreated' : to === undefined ? 'referenceDeleted' : 'referenceUpdated';
  return {
    source: 'aws.codecommit',
    'detail-type': 'CodeCommit Repository State Change',
    time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    detail: {
      event,
      repositoryName,
      referenceFullName: ref,
      ...(to !== undefined && { commitId: to }),
      ...(old !== undefined && { oldCommitId: old }),
    },
  };
}

async function makeTable(table: DynamoDBClient): Promise<void> {
  const attribute = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const });
  await table.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map(attribute),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const isReady = () =>
    table
      .send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'none' } },
        }),
      )
      .then(
        () => true,
        (error: unknown) => {
          if (error instanceof ResourceNotFoundException) return false;
          throw error;
        },
      );
  while (!(await isReady()));
}
