import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { type CodeCommitPlace, codeCommitRemotes } from '../../shared/aws/codecommit-remotes.ts';
import { codeCommitRepositories } from '../../shared/aws/codecommit-repositories.ts';
import { type ErrorCode, isControllerError } from '../../shared/core/error.ts';
import type { RepositoryMetadata } from '../../shared/core/repositories.ts';
import { listRefs } from '../../shared/git/refs/list-refs.ts';
import type { Advertisement, GitRemote } from '../../shared/git/remote-types.ts';
import { printableAddress } from '../../shared/redact/printable-address.ts';
import { openAddress } from '../replicate/open-address.ts';
import { copyRefs } from './copy-refs.ts';
import { defaultBranchOf } from './default-branch-of.ts';
import { lookIntoFiles } from './look-into-files.ts';
import type { Migration } from './migration.ts';
import { notCarried } from './not-carried.ts';
import type { Progress } from './progress.ts';
import { type MigrationJob, problemOfName } from './read-list.ts';

export interface MigrateContext {
  readonly place: CodeCommitPlace;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly description?: string | undefined;
  readonly progress: Progress;
}

/**
 * Mirrors branches, tags and the default branch of any git repository into CodeCommit, and compares digests. What
 * fails is told by the result and never thrown, so that the other repositories of a list go on; running it again
 * goes on where it ended.
 */
export async function migrateRepository(context: MigrateContext, job: MigrationJob): Promise<Migration> {
  const told = {
    source: printableAddress(job.url),
    repository: job.repository,
    region: context.place.region,
  };
  try {
    return { ...told, ...(await migrate(context, job)) };
  } catch (error) {
    return { ...told, ...nothing, status: 'failed', problem: sentenceOf(error) };
  }
}

const nothing = { created: false, branches: 0, tags: 0, left: [], notCarried: [], requests: 0, bytesSent: 0 };

type Outcome = Omit<Migration, 'source' | 'repository' | 'region'>;

async function migrate(context: MigrateContext, job: MigrationJob): Promise<Outcome> {
  const problem = problemOfName(job.repository);
  if (problem !== undefined) throw new Error(problem);
  const source = await openAddress(job.url, context.environment);
  const replica = codeCommitRemotes(context.place)(job.repository);
  try {
    const listed = await listRefs(source, 'git-upload-pack');
    const { created, metadata } = await ensureRepository(context, job.repository);
    context.progress.begin(job.repository, () => replica.traffic.bytesSent);
    return await mirror(context, job, { source, replica, listed, created, metadata });
  } finally {
    context.progress.end();
    source.close();
    replica.close();
  }
}

interface Ends {
  readonly source: GitRemote;
  readonly replica: GitRemote;
  readonly listed: Advertisement;
  readonly created: boolean;
  readonly metadata: RepositoryMetadata | undefined;
}

async function mirror(context: MigrateContext, job: MigrationJob, ends: Ends): Promise<Outcome> {
  const { source, replica, listed, created, metadata } = ends;
  const { region } = context.place;
  const defaultBranch = await defaultBranchOf(job.url, { listed, environment: context.environment });
  const copied = await copyRefs({
    ...ends,
    defaultBranch,
    now: context.place.clock.now,
    progress: context.progress,
  });
  const repositories = codeCommitRepositories({ region });
  const isThere = defaultBranch !== undefined && copied.refs.has(`refs/heads/${defaultBranch}`);
  if (isThere && metadata?.defaultBranch !== defaultBranch)
    await repositories.setDefaultBranch(job.repository, defaultBranch);
  const client = new CodeCommitClient({ region });
  const files = await lookIntoFiles(client, job.repository);
  client.destroy();
  const names = [...copied.refs.keys()];
  return {
    status: copied.problem === undefined ? 'migrated' : 'failed',
    ...(copied.problem !== undefined && { problem: copied.problem }),
    created,
    branches: names.filter((ref) => ref.startsWith('refs/heads/')).length,
    tags: names.filter((ref) => ref.startsWith('refs/tags/')).length,
    ...(isThere && { defaultBranch }),
    ...(copied.digest !== undefined && { digest: copied.digest }),
    left: copied.left,
    notCarried: notCarried({ otherRefs: listed.otherRefs, lfs: copied.lfs, ...files }),
    requests: source.traffic.requests + replica.traffic.requests,
    bytesSent: replica.traffic.bytesSent,
  };
}

async function ensureRepository(
  { place, description }: MigrateContext,
  name: string,
): Promise<Pick<Ends, 'created' | 'metadata'>> {
  const repositories = codeCommitRepositories({ region: place.region });
  const metadata = await repositories.get(name);
  if (metadata !== undefined) return { created: false, metadata };
  await repositories.create({ name, ...(description !== undefined && { description }) });
  return { created: true, metadata: undefined };
}

/** What a person can do about it; other errors say all there is to say. */
const remedies: Partial<Record<ErrorCode, string>> = {
  'remote-refused':
    'Store user name and password with git (`git credential approve`) or write them into the address; for CodeCommit, put AWS keys into the environment.',
  'repository-unfit': 'Complete it first: `git fetch --unshallow` does that for a shallow clone.',
  'access-denied':
    'Your AWS credentials need codecommit:GetRepository, CreateRepository, UpdateDefaultBranch, GetFile, GitPull and GitPush.',
};

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const remedy = isControllerError(error) ? remedies[error.code] : undefined;
  return remedy === undefined ? message : `${message} ${remedy}`;
}
