import { createHash } from 'node:crypto';
import { scopeOf } from '../../../../sandbox/kernel/world.ts';
import { updateDefaultBranch } from '../../../../sandbox/services/codecommit/branches/operations/update-default-branch.ts';
import { answerGit } from '../../../../sandbox/services/codecommit/git/git-in-process.ts';
import { createRepository } from '../../../../sandbox/services/codecommit/repositories/operations/create-repository.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import { eventsState } from '../../../../sandbox/services/events/state.ts';
import { codeCommitRemotes } from '../../../../shared/aws/codecommit-remotes.ts';
import { type Point, readPoint } from '../../../../shared/backup/point.ts';
import { restoreChain } from '../../../../shared/backup/restore-chain.ts';
import { backupPrefix, type PointPlace } from '../../../../shared/core/backup-keys.ts';
import type { BackupRecord } from '../../../../shared/core/backup-record.ts';
import type { Bucket } from '../../../../shared/core/bucket.ts';
import { isControllerError } from '../../../../shared/core/error.ts';
import type { Stored } from '../../../../shared/core/stored.ts';
import { backupRecords } from '../../../../shared/store/backups.ts';
import { exchangeInProcess } from '../../git/exchange-in-process.ts';
import { directSettings } from '../direct-settings.ts';
import { asAda } from '../people.ts';
import { isTooLong, type Refs, reachedFrom, readRefs } from '../refs.ts';
import { simulatedBucket } from '../simulated-bucket.ts';
import { bucketName, tableName } from '../simulated-world.ts';
import type { Simulation } from '../simulation.ts';
import { backupName, region, repositoryName } from './config.ts';

/** What is remembered of the backup. */
function load({ world, clock }: Simulation): Promise<Stored<BackupRecord> | undefined> {
  const records = backupRecords({ tableName, now: clock.now }, directSettings(world));
  return records.load({ backup: backupName });
}

/** Nothing is owed: no problem, nothing untold, and the newest point was restored on trial. */
export async function isQuiet(simulation: Simulation): Promise<boolean> {
  const stored = await load(simulation);
  if (stored === undefined || stored.work !== undefined) return false;
  const { newest, verified, problem, news } = stored.record;
  const isVerified = newest?.chain === verified?.chain && newest?.sequence === verified?.sequence;
  return problem === undefined && news.length === 0 && isVerified;
}

/** What does not hold though everything is quiet, in words. */
export async function checkBackup(simulation: Simulation): Promise<string[]> {
  const { scope, world, clock } = simulation;
  const bucket = simulatedBucket(bucketName, async (request) => (await request.perform(world, {})).give());
  const points = await readPoints(bucket);
  const newest = points.at(-1);
  const stored = await load(simulation);
  if (newest === undefined || stored === undefined) return ['there is no backup'];
  const { record, work, dueAt = 0 } = stored;
  const source = await readRefs(scope, repositoryName);
  return [
    ...(work ? ['a run has left its announcement behind'] : []),
    ...((await isQuiet(simulation)) ? [] : [`the backup is not quiet: ${JSON.stringify(record)}`]),
    ...(dueAt > clock.now() - 5 * 60_000 ? [] : [`it was due at ${new Date(dueAt).toISOString()}`]),
    ...(record.verified?.problem === undefined ? [] : [`the trial found: ${record.verified.problem}`]),
    ...differences('the newest point', source, new Map(Object.entries(newest.refs))),
    ...(await checkBundles(bucket, points)),
    ...checkTold(simulation, points),
    ...checkScratch(simulation),
    ...(await checkRestored(simulation, { bucket, newest, source })),
  ];
}

/** Every point of every chain, oldest first. */
async function readPoints(bucket: Bucket): Promise<Point[]> {
  const points: Point[] = [];
  for (const { key } of await bucket.list(backupPrefix(repositoryName, backupName)))
    if (key.endsWith('.json')) points.push(readPoint(placeOf(key), (await bytesOf(bucket, key)).toString()));
  return points;
}

function placeOf(key: string): PointPlace {
  const [repository = '', backup = '', chain = '', file = ''] = key.split('/');
  return { repository, backup, chain, sequence: Number.parseInt(file, 10) };
}

async function bytesOf(bucket: Bucket, key: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await bucket.read(key)) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Every chain is without gaps, and every bundle is as its point says. */
async function checkBundles(bucket: Bucket, points: readonly Point[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, { chain, sequence, bundle }] of points.entries()) {
    const before = points[index - 1];
    const expected = before?.chain === chain ? before.sequence + 1 : 0;
    if (sequence !== expected) problems.push(`chain ${chain} has ${sequence} where ${expected} should be`);
    if (bundle === undefined) continue;
    const sha256 = createHash('sha256')
      .update(await bytesOf(bucket, bundle.key))
      .digest('hex');
    if (sha256 !== bundle.sha256) problems.push(`${bundle.key} is not what its point says`);
  }
  return problems;
}

function checkTold({ scope }: Simulation, points: readonly Point[]): string[] {
  const told = eventsState(scope).recent.filter(({ event }) => event['detail-type'] === 'Backup Made');
  return points.flatMap(({ chain, sequence }) =>
    told.some(({ event: { detail } }) => detail['chain'] === chain && detail['sequence'] === sequence)
      ? []
      : [`nobody was told of point ${sequence} of chain ${chain}`],
  );
}

function checkScratch({ scope }: Simulation): string[] {
  return [...codeCommitState(scope).repositories.keys()]
    .filter((name) => name.startsWith('drawbridge-'))
    .map((name) => `the scratch repository ${name} was left behind`);
}

/** The chain gives the repository back as it is, object by object. */
async function checkRestored(
  { world, scope, clock }: Simulation,
  { bucket, newest, source }: { bucket: Bucket; newest: Point; source: Refs },
): Promise<string[]> {
  const name = `restored-${world.ids.hex(8)}`;
  await createRepository.handle({ repositoryName: name }, asAda(scope));
  const open = codeCommitRemotes({
    region,
    endpoint: 'http://127.0.0.1:4566',
    credentials: async () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
    clock,
    exchange: exchangeInProcess((request) => answerGit(world, request)),
  });
  const target = {
    remote: open(name),
    defaultBranch: async () => codeCommitState(scope).repositories.get(name)?.defaultBranch,
    async setDefaultBranch(defaultBranchName: string) {
      await updateDefaultBranch.handle({ repositoryName: name, defaultBranchName }, asAda(scope));
    },
  };
  try {
    await restoreChain({ bucket, point: newest, target });
  } catch (error) {
    if (isControllerError(error)) return [`it cannot be restored: ${error.message}`];
    throw error;
  }
  const restored = await readRefs(scopeOf(world, region), name);
  const { missing } = await reachedFrom(scope, name, restored);
  return [
    ...differences('what was restored', source, restored),
    ...missing.map((id) => `what was restored lacks ${id}`),
  ];
}

function differences(what: string, wanted: Refs, is: Refs): string[] {
  const refs = new Set([...wanted.keys(), ...is.keys()]);
  return [...refs]
    .filter((ref) => wanted.get(ref) !== is.get(ref) && !isTooLong(ref))
    .map(
      (ref) =>
        `${what} has ${ref.slice(0, 60)} at ${is.get(ref) ?? 'nothing'}; it is at ${wanted.get(ref) ?? 'nothing'}`,
    );
}
