import { hasEnded } from '../../shared/core/build.ts';
import { markerOf } from '../../shared/core/build-marker.ts';
import { defined } from '../../shared/core/defined.ts';
import { diagnosisOf } from '../../shared/core/diagnosis.ts';
import {
  type CheckState,
  checkAt,
  type PullRequestRecord,
  withCheck,
} from '../../shared/core/pull-request-record.ts';
import type { ObservedBuild } from './observed.ts';

const mostCommits = 5;

/**
 * Enters what was seen of builds under the commit and check they answer. A result never goes back to running,
 * and a build is replaced only by one that started later (somebody retried it by hand).
 */
export function foldBuilds(record: PullRequestRecord, builds: readonly ObservedBuild[]): PullRequestRecord {
  return builds.reduce((soFar, observed) => {
    const marker = markerOf(observed.build);
    if (marker === undefined || marker.pullRequestId !== soFar.pullRequestId) return soFar;
    const state = checkAt(soFar, marker.commit, marker.check);
    if (state !== undefined && !isNews(state, observed)) return soFar;
    return withCheck(soFar, marker, stateAfter(state, observed));
  }, record);
}

function isNews(state: CheckState, { build, tests }: ObservedBuild): boolean {
  if (state.buildId === undefined) return build.startedAt > (state.beganAfter ?? 0);
  if (state.buildId !== build.id) return build.startedAt > (state.startedAt ?? 0);
  if (state.status === 'IN_PROGRESS') return hasEnded(build);
  return state.reportsPending === true && tests !== undefined;
}

/** The state of a check once this build answers it. */
export function stateAfter(state: CheckState | undefined, observed: ObservedBuild): CheckState {
  const { build } = observed;
  const { superseded, excerpt }: Partial<CheckState> = state?.buildId === build.id ? state : {};
  return defined({
    project: build.project,
    status: build.status,
    attempt: state?.attempt ?? 1,
    requestedAt: state?.requestedAt ?? build.startedAt,
    buildId: build.id,
    buildArn: build.arn,
    startedAt: build.startedAt,
    buildNumber: build.number,
    endedAt: build.endedAt,
    diagnosis: diagnosisOf(build),
    superseded,
    excerpt: observed.excerpt ?? excerpt,
    tests: observed.tests,
    reportsPending: awaitsReports(observed) || undefined,
    problem: observed.problem,
  });
}

function awaitsReports({ build, tests }: ObservedBuild): boolean {
  return hasEnded(build) && build.reportArns.length > 0 && tests === undefined;
}

/** Keeps the tip, what still runs, and the few commits before, in case the branch goes back to one of them. */
export function forgetOldCommits(record: PullRequestRecord): PullRequestRecord {
  const commits = Object.entries(record.commits);
  if (commits.length <= mostCommits) return record;
  const recent = new Set(commits.slice(-mostCommits).map(([commit]) => commit));
  const kept = commits.filter(
    ([commit, checks]) =>
      commit === record.head ||
      recent.has(commit) ||
      Object.values(checks).some(({ status }) => status === 'IN_PROGRESS'),
  );
  return { ...record, commits: Object.fromEntries(kept) };
}
