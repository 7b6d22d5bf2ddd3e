import {
  type CheckState,
  type ChecksAtCommit,
  isRunning,
  type PullRequestRecord,
} from '../../shared/core/pull-request-record.ts';
import { type Instant, minute } from '../../shared/core/time.ts';
import type { PullRequestRules } from './observed.ts';

const mostCommits = 5;

/** CodeBuild takes a token that it has seen for five minutes for the same request, and an attempt is part of ours. */
const requestIsKnownForMs = 10 * minute;

/**
 * The record without what nobody needs any more: commits but the tip, what still runs and the few before, checks that are
 * not configured any more, and of other commits than the tip what only a person reads.
 */
export function forget(
  record: PullRequestRecord,
  { builds }: Pick<PullRequestRules, 'builds'>,
  now: Instant,
): PullRequestRecord {
  const { strangers, ...rest } = forgetOldCommits(record);
  const isConfigured = (check: string): boolean => Object.hasOwn(builds, check);
  const commits = Object.entries(rest.commits).map(([commit, checks]) => {
    const kept = Object.entries(checks).filter(
      ([check, state]) => isConfigured(check) || mayStillRun(state, now),
    );
    const shown =
      commit === record.head ? kept : kept.map(([check, state]) => [check, unread(state)] as const);
    return [commit, Object.fromEntries(shown)] as const;
  });
  const told = Object.entries(strangers ?? {}).filter(([check]) => isConfigured(check));
  return {
    ...rest,
    commits: Object.fromEntries(commits.filter(([, checks]) => Object.keys(checks).length > 0)),
    ...(told.length > 0 && { strangers: Object.fromEntries(told) }),
  };
}

/** Keeps the tip, what still runs, and the few commits before, in case the branch goes back to one of them. */
function forgetOldCommits(record: PullRequestRecord): PullRequestRecord {
  const commits = Object.entries(record.commits);
  if (commits.length <= mostCommits) return record;
  const recent = new Set(commits.slice(-mostCommits).map(([commit]) => commit));
  const kept = commits.filter(
    ([commit, checks]) => commit === record.head || recent.has(commit) || hasRunning(checks),
  );
  return { ...record, commits: Object.fromEntries(kept) };
}

function hasRunning(checks: ChecksAtCommit): boolean {
  return Object.values(checks).some(({ status }) => status === 'IN_PROGRESS');
}

/** Its build runs and has to be stopped, or may have been started, or would be given again for the same token. */
function mayStillRun(state: CheckState, now: Instant): boolean {
  return (
    isRunning(state) || state.doubtedSince !== undefined || now - state.requestedAt < requestIsKnownForMs
  );
}

/** The log is read again should the branch go back to this commit. */
function unread({ excerpt, reason, ...state }: CheckState): CheckState {
  return excerpt === undefined && reason === undefined ? state : { ...state, logPending: true };
}
