import { gbSecondsOf } from './compute.ts';
import type { StackCounts } from './count-stack.ts';
import type { Usage } from './price-usage.ts';

/** A team, and what it does; each number is of a working day unless it says otherwise. */
export interface Team {
  readonly developers: number;
  readonly workingDays: number;
  readonly repositories: number;
  readonly pushes: number;
  /** Opened; as many are merged or closed. */
  readonly pullRequests: number;
  /** Pushes to a branch that has an open pull request. */
  readonly revisions: number;
  readonly openPullRequests: number;
  readonly checks: number;
  readonly buildMinutes: number;
  /** All pushes go to repositories that each replica has. */
  readonly replicas: number;
  readonly refs: number;
  readonly mbPerPush: number;
  /** Nightly. */
  readonly backups: number;
  readonly repositoryGb: number;
  /** A comment or a page that shows them is looked at. */
  readonly badgeViews: number;
}

/** The worked example of docs/costs.md. */
export const exampleTeam: Team = {
  developers: 20,
  workingDays: 21,
  repositories: 20,
  pushes: 400,
  pullRequests: 60,
  revisions: 240,
  openPullRequests: 60,
  checks: 2,
  buildMinutes: 6,
  replicas: 2,
  refs: 500,
  mbPerPush: 1,
  backups: 1,
  repositoryGb: 2,
  badgeViews: 2_000,
};

const days = 730 / 24;
const hours = 730;
/** How long a function waits for the answer to one call of AWS, on average. */
const secondsPerCall = 0.04;
/** A cold start is billed (Lambda pricing, INIT), and happens to every tenth event of a small team. */
const coldShare = 0.1;
const coldSeconds = 0.8;
/** Lambda's three lines, ours, and the metrics, which are log lines too. */
const logBytesPerRun = 2_000;

/** Runs of one function for one reason, in a month. */
export interface Runs {
  readonly what: string;
  readonly count: number;
  readonly memoryMb: number;
  /** Of AWS's services, the table included, for each run. */
  readonly calls: number;
  /** Besides waiting for those calls: git, S3. */
  readonly seconds?: number;
  /** The table's read and write units, for each run. */
  readonly reads: number;
  readonly writes: number;
}

/**
 * Why functions run. Calls, reads and writes of events are what `npm run bench -- aws-calls` counts, and of the sweep
 * what `npm run bench -- fleet` does. A record of a pull request has about 5 KB: 2 units to read it and 5 to write it;
 * a write that changes when it is due costs 2 more for the index. That of a replica has 35 bytes for each ref.
 */
export function runsOf(team: Team): Runs[] {
  const { workingDays, checks, replicas, backups } = team;
  const builds = buildsOf(team);
  const replicaKb = Math.ceil((team.refs * 35) / 1_024) + 1;
  const replicaUnits = { reads: Math.ceil(replicaKb / 4), writes: 2 * (replicaKb + 2) };
  const looks = { calls: 4, reads: 2, writes: 7 };
  return [
    runs('pull requests opened, pushed to, closed', (2 * team.pullRequests + team.revisions) * workingDays, {
      calls: 6,
      reads: 2,
      writes: 14,
    }),
    runs('builds begun and ended, told to the pull request', 2 * builds, looks),
    runs("builds begun and ended, told to the branch's badge", 2 * builds, { calls: 1, reads: 1, writes: 0 }),
    runs('open pull requests, looked at once an hour', team.openPullRequests * hours, { ...looks, calls: 3 }),
    runs(
      'pull requests whose builds run, looked at every five minutes',
      (builds / checks) * Math.floor(team.buildMinutes / 5),
      looks,
    ),
    runs('pushes replicated', team.pushes * workingDays, {
      calls: 3 * replicas,
      seconds: 0.6 * replicas,
      reads: replicas * replicaUnits.reads,
      writes: replicas * replicaUnits.writes,
    }),
    runs('replicas compared once an hour', replicas * hours, { calls: 4, seconds: 0.5, ...replicaUnits }),
    runs('backups made and restored on trial', 2 * backups * days, {
      memoryMb: 512,
      calls: 20,
      seconds: 60,
      reads: 2,
      writes: 6,
    }),
    runs('badges served', team.badgeViews * workingDays, { calls: 1, reads: 0.5, writes: 0 }),
    runs('the sweep, once a minute', 60 * hours, {
      memoryMb: 512,
      calls: (180 + 9 * team.repositories) / 60,
      reads: (90 + 4 * team.repositories) / 60,
      writes: 1,
    }),
  ];
}

/** The memory is that of most functions (serverless.yml) unless it is told. */
function runs(
  what: string,
  count: number,
  each: Omit<Runs, 'what' | 'count' | 'memoryMb'> & { readonly memoryMb?: number },
): Runs {
  return { what, count, memoryMb: 256, ...each };
}

/** Builds in a month. */
function buildsOf({ pullRequests, revisions, checks, workingDays }: Team): number {
  return (pullRequests + revisions) * checks * workingDays;
}

/** What the team's month comes to, in the units that AWS meters. */
export function usageOf(team: Team, stack: StackCounts): Usage {
  const ofRuns = usageOfRuns(runsOf(team));
  const secretCalls = 0.01 * ofRuns.lambdaRequests;
  // Records of pull requests are kept for 90 days after their end.
  const tableGb = (team.pullRequests * team.workingDays * 3 * 5_000) / 1e9;
  return {
    ...ofRuns,
    ownEvents: team.replicas * hours + 2 * team.backups * days,
    tableGb,
    tableBackupGb: tableGb,
    queueRequests: 100,
    mails: 20,
    secrets: stack.secrets,
    secretCalls,
    ...bucketUsage(team),
    // Compressed to about a fifth, and kept for 30 days.
    logStoredGb: ofRuns.logGb / 5,
    metrics: metricsOf(team, stack),
    alarmMetrics: stack.alarmMetrics,
    dashboards: stack.dashboards,
    keys: 0,
    // DynamoDB keeps a table's key for five minutes; a secret is decrypted each time.
    keyCalls: 12 * hours + secretCalls,
    transferGb: (team.pushes * team.workingDays * team.replicas * team.mbPerPush) / 1_024,
    runnerMinutes: 10,
    buildMinutes: buildsOf(team) * team.buildMinutes,
  };
}

/** What runs use by themselves. */
export function usageOfRuns(all: readonly Runs[]) {
  const sum = (figure: (one: Runs) => number) => all.reduce((total, one) => total + figure(one), 0);
  const invocations = sum(({ count }) => count);
  return {
    lambdaRequests: invocations,
    lambdaGbSeconds: sum(gbSeconds),
    tableReads: sum(({ count, reads }) => count * reads),
    tableWrites: sum(({ count, writes }) => count * writes),
    logGb: (invocations * logBytesPerRun) / 1e9,
    // X-Ray's default records the first in each second; a small team's functions run less often.
    traces: invocations,
  } satisfies Partial<Usage>;
}

function gbSeconds({ count, memoryMb, calls, seconds = 0 }: Runs): number {
  const waited = count * (calls * secondsPerCall + seconds + coldShare * coldSeconds);
  return gbSecondsOf({ memoryMb, count, calls: count * calls, waitedSeconds: waited });
}

/** Full backups of a month, each kept for 90 days, and what is new of each night; a trial reads all of it. */
function bucketUsage({ backups, repositoryGb, mbPerPush, pushes, workingDays }: Team) {
  const newGb = (pushes * workingDays * mbPerPush) / 1_024;
  const parts = (gb: number) => Math.ceil((gb * 1_024) / 8);
  return {
    bucketGb: backups * 3 * (repositoryGb + newGb),
    bucketWrites: backups * (parts(repositoryGb) + parts(newGb) + 6 * days),
    bucketReads: backups * days * (parts(repositoryGb) + days),
  };
}

/** shared/runtime/measure-event.ts; each function has its own. */
export const metricsOfFunction = 5;
/** functions/replicate-repository/measure.ts */
export const metricsOfReplica = 6;
/** functions/back-up-repository/measure.ts */
export const metricsOfBackup = 4;

/** All of them, as if each had a value in every hour: CloudWatch charges by the hour. */
export function metricsOf(
  { replicas, backups }: Pick<Team, 'replicas' | 'backups'>,
  stack: StackCounts,
): number {
  return stack.eventFunctions * metricsOfFunction + replicas * metricsOfReplica + backups * metricsOfBackup;
}
