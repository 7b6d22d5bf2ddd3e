import { type Build, hasEnded, hasEndedBadly } from '../../shared/core/build.ts';
import type { BuildMarker } from '../../shared/core/build-marker.ts';
import type { Standing } from '../../shared/core/build-standing.ts';
import { defined } from '../../shared/core/defined.ts';
import { diagnosisOf } from '../../shared/core/diagnosis.ts';
import {
  type CheckState,
  checkAt,
  isUnexplained,
  type PullRequestRecord,
  type Stranger,
  withCheck,
} from '../../shared/core/pull-request-record.ts';
import type { ObservedBuild } from './observed.ts';
import { type Claim, claimOf, type WhoseBuilds } from './whose-build.ts';

/**
 * Enters what was seen of builds under the commit and check they answer. A build that does not count is noted as
 * somebody's and decides nothing. A result never goes back to running, and a build is replaced only by one that
 * started later (somebody retried it by hand), and by none once the pull request is over.
 */
export function foldBuilds(
  record: PullRequestRecord,
  builds: readonly ObservedBuild[],
  whose: Omit<WhoseBuilds, 'record'>,
): PullRequestRecord {
  return builds.reduce((soFar, observed) => {
    const claim = claimOf(observed.build, { ...whose, record: soFar });
    if (claim === undefined || claim.marker.pullRequestId !== soFar.pullRequestId) return soFar;
    return foldBuild(soFar, observed, claim);
  }, record);
}

function foldBuild(
  record: PullRequestRecord,
  observed: ObservedBuild,
  { marker, standing }: Claim,
): PullRequestRecord {
  const { build } = observed;
  const state = checkAt(record, marker.commit, marker.check);
  // A run may have died after it had started a build, and the pull request been closed before it was found, also when
  // the next run could not start another: as long as no build is known there is no result to change.
  const isKnown = state !== undefined && (state.buildId === undefined || state.buildId === build.id);
  if (record.status !== 'open' && !isKnown) return record;
  if (!standing.counts) return withStranger(record, { build, marker, standing });
  if (state !== undefined && !isNews(state, observed, record.status)) return record;
  return withCheck(record, marker, stateAfter(state, observed));
}

/** Only what says of itself that it answers a check at the tip is worth telling, and only the newest of each check. */
function withStranger(
  record: PullRequestRecord,
  { build, marker, standing }: { build: Build; marker: BuildMarker; standing: Foreign },
): PullRequestRecord {
  const known = record.strangers?.[marker.check];
  if (marker.commit !== record.head || (known !== undefined && known.startedAt >= build.startedAt))
    return record;
  const stranger: Stranger = defined({
    buildId: build.id,
    buildArn: build.arn,
    buildNumber: build.number,
    project: build.project,
    startedAt: build.startedAt,
    by: standing.by,
    why: standing.why,
  });
  return { ...record, strangers: { ...record.strangers, [marker.check]: stranger } };
}

type Foreign = Extract<Standing, { counts: false }>;

/** Once a pull request is over nobody looks again, so what is missing is news when it is found, not when it is missed anew. */
function isNews(
  state: CheckState,
  { build, tests, reason, problem }: ObservedBuild,
  status: PullRequestRecord['status'],
): boolean {
  if (state.buildId === undefined) return build.startedAt > (state.beganAfter ?? 0);
  if (state.buildId !== build.id) return build.startedAt > (state.startedAt ?? 0);
  if (state.status === 'IN_PROGRESS') return hasEnded(build);
  if (!isUnexplained(state)) return false;
  const isFound = tests !== undefined || reason !== undefined;
  return isFound || (status === 'open' && problem !== state.problem);
}

/** The state of a check once this build answers it. */
export function stateAfter(state: CheckState | undefined, observed: ObservedBuild): CheckState {
  const { build } = observed;
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
    plan: build.plan,
    diagnosis: diagnosisOf(build),
    problem: observed.problem,
    ...findingsOf(observed, state?.buildId === build.id ? state : {}),
  });
}

/** What is known of the build beside its own words, what is known no less than before, and what is missing of it. */
function findingsOf({ build, ...observed }: ObservedBuild, known: Partial<CheckState>) {
  const { tests, reason, excerpt } = { ...known, ...observed };
  const awaitsReports = hasEnded(build) && build.reportArns.length > 0 && tests === undefined;
  const isExplained = reason !== undefined || excerpt !== undefined;
  const awaitsLog = hasEndedBadly(build) && build.log !== undefined && !isExplained;
  return {
    superseded: known.superseded,
    reason,
    excerpt: reason === undefined ? excerpt : undefined,
    tests,
    reportsPending: awaitsReports || undefined,
    logPending: awaitsLog || undefined,
  };
}
