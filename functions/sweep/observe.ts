import { type BranchRecord, branchOfVersion } from '../../shared/core/branch-record.ts';
import type { Build } from '../../shared/core/build.ts';
import { isControllerError } from '../../shared/core/error.ts';
import type { Builds, Clock, PullRequests } from '../../shared/core/ports.ts';
import type { ReplicaKey } from '../../shared/core/replica-record.ts';
import { hour, type Instant } from '../../shared/core/time.ts';
import { backupKey } from '../../shared/store/backups.ts';
import { branchKey } from '../../shared/store/branches.ts';
import type { DueWork, RecordKey } from '../../shared/store/due-work.ts';
import { pullRequestKey } from '../../shared/store/pull-requests.ts';
import { replicaRecordKey } from '../../shared/store/replicas.ts';
import type { SweepRequest } from './event.ts';

/** The newest build of a project on a branch, beside what the record of it says. */
export interface BranchSeen {
  readonly branch: string;
  readonly build: Build;
  readonly record?: BranchRecord;
}

/** What the decision rests on. */
export interface Observed {
  readonly due: readonly RecordKey[];
  /** Open pull requests of configured repositories that have no record, or one that is not looked at again. */
  readonly unattended: readonly string[];
  readonly branches: readonly BranchSeen[];
  /** Replicas of this Region's repositories that have no record, or one that is not looked at again. */
  readonly idleReplicas: readonly ReplicaKey[];
  /** Configured backups that have no record, or one that is not looked at again. */
  readonly idleBackups: readonly string[];
  /** What could not be read, and why; the rest goes on. */
  readonly problems: readonly string[];
}

export interface ObservePorts {
  readonly clock: Clock;
  readonly dueWork: DueWork;
  readonly listOpen: PullRequests['listOpen'];
  readonly listBuilds: Builds['listSince'];
  readonly repositories: readonly string[];
  readonly projects: readonly string[];
  readonly replicas: readonly ReplicaKey[];
  readonly backups: readonly string[];
}

/** How far back builds are compared; longer than the hour between two looks, for a look that failed. */
const buildsSince = 3 * hour;

/** Reads what is due; for a look at everything also the open pull requests and the newest builds. */
export async function observe(ports: ObservePorts, request: SweepRequest): Promise<Observed> {
  const now = ports.clock.now();
  const problems: string[] = [];
  const [due, unattended, branches, idleReplicas, idleBackups] = await Promise.all([
    ports.dueWork.dueAt(now),
    request.everything ? unattendedPullRequests(ports, problems) : [],
    request.everything ? branchesSeen(ports, now, problems) : [],
    request.everything ? idleReplicasOf(ports) : [],
    request.everything ? idleBackupsOf(ports) : [],
  ]);
  return { due, unattended, branches, idleReplicas, idleBackups, problems };
}

/** One repository or project that cannot be listed must not keep the others from being looked after. */
async function listEach<Item>(
  names: readonly string[],
  list: (name: string) => Promise<Item[]>,
  problems: string[],
): Promise<Item[]> {
  const lists = await Promise.all(
    names.map((name) =>
      list(name).catch((error: unknown) => {
        if (!isControllerError(error) || error.class !== 'configuration') throw error;
        problems.push(error.message);
        return [];
      }),
    ),
  );
  return lists.flat();
}

async function unattendedPullRequests(ports: ObservePorts, problems: string[]): Promise<string[]> {
  const ids = await listEach(ports.repositories, ports.listOpen, problems);
  const keys = ids.map((id) => ({ pk: pullRequestKey(id), sk: 'state' }));
  const attended = (await ports.dueWork.existing(keys)).filter(({ isDueLater }) => isDueLater);
  const known = new Set(attended.map(({ pk }) => pk));
  return ids.filter((id) => !known.has(pullRequestKey(id)));
}

async function idleReplicasOf({ dueWork, replicas }: ObservePorts): Promise<ReplicaKey[]> {
  const records = await dueWork.existing(replicas.map(replicaRecordKey));
  const attended = new Set(records.filter(({ isDueLater }) => isDueLater).map(({ pk, sk }) => `${pk} ${sk}`));
  return replicas.filter((replica) => {
    const { pk, sk } = replicaRecordKey(replica);
    return !attended.has(`${pk} ${sk}`);
  });
}

async function idleBackupsOf({ dueWork, backups }: ObservePorts): Promise<string[]> {
  const records = await dueWork.existing(backups.map((name) => ({ pk: backupKey(name), sk: 'state' })));
  const attended = new Set(records.filter(({ isDueLater }) => isDueLater).map(({ pk }) => pk));
  return backups.filter((name) => !attended.has(backupKey(name)));
}

async function branchesSeen(ports: ObservePorts, now: Instant, problems: string[]): Promise<BranchSeen[]> {
  const since = now - buildsSince;
  const builds = await listEach(ports.projects, (project) => ports.listBuilds(project, since), problems);
  const newest = new Map<string, { key: RecordKey; branch: string; build: Build }>();
  for (const build of builds) {
    const branch = branchOfVersion(build.sourceVersion);
    if (branch === undefined) continue;
    const key = { pk: branchKey(build.project), sk: branch };
    const known = newest.get(`${key.pk} ${key.sk}`);
    if (!known || build.startedAt > known.build.startedAt)
      newest.set(`${key.pk} ${key.sk}`, { key, branch, build });
  }
  const records = await ports.dueWork.existing([...newest.values()].map(({ key }) => key));
  return [...newest.values()].map(({ key, branch, build }) => {
    const found = records.find(({ pk, sk }) => pk === key.pk && sk === key.sk);
    return { branch, build, ...(found && { record: found.record as BranchRecord }) };
  });
}
