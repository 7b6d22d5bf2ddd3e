import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodeCommitClient,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  GetRepositoryCommand,
  UpdateDefaultBranchCommand,
} from '@aws-sdk/client-codecommit';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { PackagedStack } from '../../../packaging/package-stack.ts';
import { scopeOf, type World } from '../../../sandbox/kernel/world.ts';
import { recentEvents } from '../../../sandbox/services/events/recent-events.ts';
import { aSandbox } from '../../support/a-sandbox.ts';
import { type BareRepository, bareRepository } from '../../support/git/bare-repository.ts';
import { runScript } from '../../support/run-script.ts';
import { tourStack } from '../../support/tour-stack.ts';

const region = 'us-east-1';

/** The packaged stack in a sandbox, in which `ledger` backs harbor-ledger up. */
export interface BackupWorld {
  readonly world: World;
  /** For what tests write to disk. */
  readonly folder: string;
  readonly bucket: string;
  /** harbor-ledger, made anew and empty, on the sandbox's disk. */
  newLedger(): Promise<BareRepository>;
  /** A repository of the sandbox as it lies on disk. */
  onDisk(name: string): Promise<BareRepository>;
  create(name: string): Promise<void>;
  setDefaultBranch(repositoryName: string, defaultBranchName: string): Promise<void>;
  /** Its default branch, or why there is none to tell. */
  defaultBranch(name: string): Promise<string>;
  /** Runs the packaged function to its end and gives what it says. */
  invoke(request: object): Promise<{ reason: string; effects: string[] }>;
  /** `npm run restore --` with these arguments. */
  restore(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  keys(): Promise<string[]>;
  read(key: string): Promise<Buffer>;
  write(key: string, body: Buffer): Promise<void>;
  /** Detail type and detail of our own events, oldest first. */
  ownEvents(): (readonly [string, Record<string, unknown>])[];
  close(): Promise<void>;
}

export async function startBackupWorld(stack?: PackagedStack): Promise<BackupWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-backup-'));
  const sandbox = await aSandbox({ template: stack ?? (await tourStack()) });
  const { world } = sandbox;
  const settings = {
    region,
    endpoint: world.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const codeCommit = new CodeCommitClient(settings);
  const lambda = new LambdaClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const { BACKUP_BUCKET: bucket = '' } = environmentOf(world);
  const create = async (repositoryName: string): Promise<void> => {
    await codeCommit.send(new CreateRepositoryCommand({ repositoryName }));
  };
  const onDisk: BackupWorld['onDisk'] = (name) =>
    bareRepository(join(world.folder, 'repositories', world.account, region, `${name}.git`), {
      create: false,
    });
  return {
    world,
    folder,
    bucket,
    create,
    onDisk,
    async setDefaultBranch(repositoryName, defaultBranchName) {
      await codeCommit.send(new UpdateDefaultBranchCommand({ repositoryName, defaultBranchName }));
    },
    defaultBranch: (repositoryName) =>
      codeCommit.send(new GetRepositoryCommand({ repositoryName })).then(
        ({ repositoryMetadata }) => repositoryMetadata?.defaultBranch ?? 'none',
        (error: Error) => error.name,
      ),
    async newLedger() {
      await codeCommit.send(new DeleteRepositoryCommand({ repositoryName: 'harbor-ledger' }));
      await create('harbor-ledger');
      return onDisk('harbor-ledger');
    },
    async invoke(request) {
      const { Payload, FunctionError } = await lambda.send(
        new InvokeCommand({
          FunctionName: 'drawbridge-sandbox-back-up-repository',
          Payload: Buffer.from(JSON.stringify(request)),
        }),
      );
      const text = Buffer.from(Payload ?? []).toString();
      if (FunctionError) throw new Error(text);
      return JSON.parse(text) as { reason: string; effects: string[] };
    },
    restore: (...args) => runScript('scripts/restore.ts', args, { endpoint: world.endpoint }),
    async keys() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return Contents.map(({ Key = '' }) => Key);
    },
    async read(key) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    async write(key, body) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    },
    ownEvents: () =>
      recentEvents(scopeOf(world, region))
        .filter(({ event }) => event.source === 'drawbridge')
        .map(({ event }) => [event['detail-type'], event.detail] as const)
        .toReversed(),
    async close() {
      for (const client of [codeCommit, lambda, s3]) client.destroy();
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function environmentOf(world: World): Record<string, string> {
  const text = JSON.stringify([...world.states.values()], (_key, value: unknown) =>
    value instanceof Map ? [...value.entries()] : value,
  );
  const name = /"BACKUP_BUCKET":"([^"]+)"/.exec(text)?.[1];
  return name === undefined ? {} : { BACKUP_BUCKET: name };
}
