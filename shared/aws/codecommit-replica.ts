import { defined } from '../core/defined.ts';
import { isControllerError } from '../core/error.ts';
import type { BranchMove, Replica, SyncOrder, SyncOutcome, Traffic } from '../core/replication.ts';
import type { Repositories } from '../core/repositories.ts';
import { type Instant, minute } from '../core/time.ts';
import type { GitRemote } from '../git/remote-types.ts';
import { pushUpdate } from '../git/sync/push-update.ts';
import { syncRefs } from '../git/sync/sync-refs.ts';
import type { ReplicationPolicy, SyncProgress } from '../git/types.ts';
import { codeCommitCapabilities } from '../git/wire/capabilities.ts';
import type { Exchange } from '../git/wire/exchange.ts';
import type { ClientSettings } from './client-settings.ts';
import { codeCommitRemotes, sdkCredentials } from './codecommit-remotes.ts';
import { codeCommitRepositories } from './codecommit-repositories.ts';
import { largeFilesIn, readAttributes } from './large-files.ts';
import { type RepositoryDetails, repositoryDetails } from './repository-details.ts';
import { outcomeOf } from './sync-outcome.ts';

export interface ReplicaPlace {
  readonly repository: string;
  readonly from: string;
  readonly to: string;
  readonly policy: ReplicationPolicy;
  /** In place of AWS's own addresses, as `AWS_ENDPOINT_URL` names it to the SDK. */
  readonly endpoint?: string | undefined;
  readonly now: () => Instant;
  /** How git's requests are sent; by HTTP when absent. */
  readonly exchange?: Exchange | undefined;
  /** For a run that has longer than a function's. */
  readonly patience?: Patience;
}

/** How long a run may go on, and who is told how far it has come. */
export interface Patience {
  readonly beginsPushesForMs: number;
  readonly transferMs: number;
  readonly onProgress: (progress: SyncProgress) => void;
}

/** No push is begun later than this into a run; the function's time-out leaves as much for the one under way. */
const beginsPushesForMs = 8 * minute;

/** One side of a replication: its settings by API, its refs and objects by git. */
interface Side {
  readonly repositories: Repositories;
  readonly details: RepositoryDetails;
  readonly open: () => GitRemote;
}

/** A repository in CodeCommit and its replica in another Region, reached with the credentials of the caller's role. */
export function codeCommitReplica(place: ReplicaPlace, settings: ClientSettings = {}): Replica {
  const sides = { source: sideIn(place.from, place, settings), replica: sideIn(place.to, place, settings) };
  return {
    pushUpdate: (move, options) => withRemotes(sides, (remotes) => push(remotes, move, options)),
    sync: (order) => sync(place, sides, order),
    create: () => create(place.repository, sides),
    setDefaultBranch: (ref) =>
      sides.replica.repositories.setDefaultBranch(place.repository, ref.replace(/^refs\/heads\//, '')),
  };
}

function sideIn(region: string, place: ReplicaPlace, settings: ClientSettings): Side {
  const inRegion = { ...settings, region };
  const open = codeCommitRemotes({
    region,
    endpoint: place.endpoint,
    credentials: sdkCredentials(inRegion),
    clock: { now: place.now },
    exchange: place.exchange,
    ...(place.patience && { timeouts: { transferMs: place.patience.transferMs } }),
  });
  return {
    repositories: codeCommitRepositories(inRegion),
    details: repositoryDetails(inRegion),
    open() {
      const remote = open(place.repository);
      // Known beforehand, so that the event path needs no listing; one that asks for too much is answered by nothing.
      remote.learn('git-upload-pack', codeCommitCapabilities['git-upload-pack']);
      remote.learn('git-receive-pack', codeCommitCapabilities['git-receive-pack']);
      return remote;
    },
  };
}

/** Tags are set apart, so that one that cannot be set does not keep the replica from being made. */
async function create(repository: string, { source, replica }: Sides<Side>): Promise<void> {
  const facts = await source.repositories.get(repository);
  try {
    const description = facts?.description;
    await replica.repositories.create({
      name: repository,
      ...(description !== undefined && { description }),
    });
  } catch (error) {
    if (!isControllerError(error) || error.details['awsError'] !== 'RepositoryNameExistsException')
      throw error;
  }
  const tags = facts === undefined ? {} : await source.details.tagsOf(facts.arn);
  const made = await replica.repositories.get(repository);
  if (made !== undefined && Object.keys(tags).length > 0) await replica.details.setTags(made.arn, tags);
}

interface Sides<One> {
  readonly source: One;
  readonly replica: One;
}

/** The connections are closed again: a function process is frozen between two calls, and idle ones go stale. */
async function withRemotes<Result>(
  sides: Sides<Side>,
  act: (remotes: Sides<GitRemote>) => Promise<Result>,
): Promise<Result> {
  const remotes = { source: sides.source.open(), replica: sides.replica.open() };
  try {
    return await act(remotes);
  } finally {
    remotes.source.close();
    remotes.replica.close();
  }
}

async function push(
  remotes: Sides<GitRemote>,
  update: BranchMove,
  { onlyFastForward }: { readonly onlyFastForward: boolean },
): ReturnType<Replica['pushUpdate']> {
  const result = await pushUpdate({ ...remotes, update, onlyFastForward });
  const traffic = trafficOf(remotes);
  if (result.kind === 'needs-sync') return { ...result, traffic };
  return { kind: 'replicated', largeFiles: largeFilesIn(result.lfs), traffic };
}

async function sync(
  place: ReplicaPlace,
  { source, replica }: Sides<Side>,
  order: SyncOrder,
): Promise<SyncOutcome | 'replica-missing'> {
  const listedAt = place.now();
  const [replicaFacts, sourceFacts] = await Promise.all([
    replica.repositories.get(place.repository),
    source.repositories.get(place.repository),
  ]);
  // A source that is gone is told by its listing, in git's words; the replica of nothing is not made.
  if (replicaFacts === undefined && sourceFacts !== undefined) return 'replica-missing';
  const defaultBranches = defined({
    source: fullName(sourceFacts?.defaultBranch),
    replica: fullName(replicaFacts?.defaultBranch),
  });
  return withRemotes({ source, replica }, async (remotes) => {
    const report = await syncRefs({
      ...remotes,
      policy: place.policy,
      now: listedAt,
      stopAt: listedAt + (place.patience?.beginsPushesForMs ?? beginsPushesForMs),
      ...(place.patience && { onProgress: place.patience.onProgress }),
      ...memoryOf(order),
      ...(order.refsPerPush !== undefined && { refsPerPush: order.refsPerPush }),
      ...(defaultBranches.replica !== undefined && { defaultBranch: defaultBranches.replica }),
      ...(defaultBranches.source !== undefined && { firstBranch: defaultBranches.source }),
    });
    const attributes =
      order.attributes &&
      (await readAttributes(source.details, {
        repository: place.repository,
        tip: report.source.refs.get(defaultBranches.source ?? ''),
        knownAt: order.attributes.knownAt,
      }));
    return {
      ...outcomeOf(report, place.policy),
      listedAt,
      defaultBranches,
      traffic: trafficOf(remotes),
      ...(attributes && { attributes }),
    };
  });
}

function fullName(branch: string | undefined): string | undefined {
  return branch === undefined ? undefined : `refs/heads/${branch}`;
}

function memoryOf({ lastReplicated, missingSince, quarantined }: SyncOrder) {
  return {
    missingSince: new Map(Object.entries(missingSince)),
    quarantined: new Map(Object.entries(quarantined).map(([ref, oid]) => [ref, oid ?? undefined])),
    ...(lastReplicated && { lastReplicated: new Map(Object.entries(lastReplicated)) }),
  };
}

function trafficOf({ source, replica }: Sides<GitRemote>): Traffic {
  return {
    requests: source.traffic.requests + replica.traffic.requests,
    bytesSent: replica.traffic.bytesSent,
    bytesReceived: source.traffic.bytesReceived,
  };
}
