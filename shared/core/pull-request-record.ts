import type { BuildStatus, TestTotals } from './build.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Reason } from './reason.ts';
import { type Instant, minute } from './time.ts';

/**
 * How far a check has come at one commit. REQUESTED: it is about to be started. NOT_STARTED: CodeBuild refused,
 * for a reason a person must mend. POSTPONED: CodeBuild had no room. Else the build's own status.
 */
export type CheckStatus = 'REQUESTED' | 'NOT_STARTED' | 'POSTPONED' | BuildStatus;

/** One check at one commit: the build that answers it, and what came of it. */
export interface CheckState {
  readonly project: string;
  readonly status: CheckStatus;
  /** Counts the builds that were wanted for this check and commit; part of the build's token. */
  readonly attempt: number;
  readonly requestedAt: Instant;
  /** When the first request in a row was made that CodeBuild did not fulfil. */
  readonly refusedSince?: Instant;
  /** A run that died then may have started a build, and its project has not been there to be asked since. */
  readonly doubtedSince?: Instant;
  /** Only a build that began after this answers a repeated request: the one before was stopped. */
  readonly beganAfter?: Instant;
  readonly buildId?: string;
  readonly buildArn?: string;
  readonly buildNumber?: number;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  /** What the build that we started runs; a retry of it runs the same. */
  readonly plan?: string;
  /** The controller stopped it, or is about to, because a newer commit took its place. */
  readonly superseded?: boolean;
  readonly diagnosis?: Diagnosis;
  readonly reason?: Reason;
  /** In records of before there was a reason: the lines of the log alone. */
  readonly excerpt?: readonly string[];
  readonly tests?: TestTotals;
  /** CodeBuild names test reports that are not written yet. */
  readonly reportsPending?: boolean;
  /** It ended badly, and no line of its log could be read yet. */
  readonly logPending?: boolean;
  /** A sentence for the author: why it did not start, or why its log is not shown. */
  readonly problem?: string;
}

/** A build that says it answers a check and that does not count: people are told of the newest one. */
export interface Stranger {
  readonly buildId: string;
  readonly buildArn: string;
  readonly buildNumber?: number;
  readonly project: string;
  readonly startedAt: Instant;
  readonly by: string;
  readonly why: string;
}

export type ChecksAtCommit = Readonly<Record<string, CheckState>>;

/** What is remembered of a pull request: what AWS forgets, and what would cost too many calls to find again. */
export interface PullRequestRecord {
  readonly pullRequestId: string;
  readonly repository: string;
  readonly status: 'open' | 'merged' | 'closed';
  /** The commit the comment is about. */
  readonly head: string;
  /** By commit; the newest last. */
  readonly commits: Readonly<Record<string, ChecksAtCommit>>;
  /** By check, at the commit the comment is about. */
  readonly strangers?: Readonly<Record<string, Stranger>>;
  /** `digest` stands for the text that was last written; without it the text is not known. */
  readonly comment?: { readonly id: string; readonly digest?: string };
  /** Counts the comments that were wanted: more than one only when somebody deleted ours. */
  readonly commentAttempt: number;
}

/** The check at the commit, when it is known. */
export function checkAt(record: PullRequestRecord, commit: string, check: string): CheckState | undefined {
  return record.commits[commit]?.[check];
}

/** The record with one check's state replaced. */
export function withCheck(
  record: PullRequestRecord,
  at: { readonly commit: string; readonly check: string },
  state: CheckState,
): PullRequestRecord {
  const checks = { ...record.commits[at.commit], [at.check]: state };
  return { ...record, commits: { ...record.commits, [at.commit]: checks } };
}

/** Every check of every remembered commit. */
export function everyCheck(
  record: PullRequestRecord,
): { readonly commit: string; readonly check: string; readonly state: CheckState }[] {
  return Object.entries(record.commits).flatMap(([commit, checks]) =>
    Object.entries(checks).map(([check, state]) => ({ commit, check, state })),
  );
}

/** A build is under way for it. */
export function isRunning(state: CheckState): state is CheckState & { readonly buildId: string } {
  return state.status === 'IN_PROGRESS' && state.buildId !== undefined;
}

/** A part of what tells of it is missing yet: its test reports, or its log. */
export function isUnexplained(state: CheckState): boolean {
  return state.reportsPending === true || state.logPending === true;
}

/**
 * That part is expected any minute: CodeBuild ends a build before it has read its test reports, and the last lines of
 * a log come when they come. After a quarter of an hour it is not expected any more.
 */
export function isAwaitingFindings(state: CheckState, now: Instant): boolean {
  return isUnexplained(state) && now - (state.endedAt ?? state.requestedAt) < 15 * minute;
}
