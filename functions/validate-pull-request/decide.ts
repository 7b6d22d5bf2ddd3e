import { markerNames } from '../../shared/core/build-marker.ts';
import type { Decision } from '../../shared/core/decision.ts';
import { defined } from '../../shared/core/defined.ts';
import { digestOf } from '../../shared/core/digest.ts';
import type { Effect } from '../../shared/core/effect.ts';
import { matchesGlob } from '../../shared/core/glob.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import {
  type CheckState,
  checkAt,
  everyCheck,
  isRunning,
  type PullRequestRecord,
  withCheck,
} from '../../shared/core/pull-request-record.ts';
import type { Instant } from '../../shared/core/time.ts';
import { foldBuilds } from './fold-builds.ts';
import { forget } from './forget.ts';
import type { Observed, PullRequestRules } from './observed.ts';
import { renderStatusComment } from './render-comment.ts';
import { isRefused, nextLook, pauseOf, refusedSinceOf } from './timing.ts';

type Known = Observed & { readonly pullRequest: PullRequest; readonly rules: PullRequestRules };
type PullRequestDecision = Decision<PullRequestRecord, Effect>;

/**
 * What to do about a pull request.
 * 1. A pull request that does not exist, whose repository is not configured, or whose destination branch is not
 *    looked after, is left alone.
 * 2. Results are kept by commit; only those of the source branch's tip are shown. Only a build that we started, or a
 *    retry of one, is a result; any other that claims a check is told as somebody's, and once the pull request is
 *    over nothing changes its results.
 * 3. Every configured check has one build at the tip. A tip that comes back after its build was stopped gets a
 *    new one, and so does a check whose project was changed in drawbridge.yml.
 * 4. Builds of other commits, and of checks that are configured no more, are stopped. When the pull request is merged
 *    or closed, all are.
 * 5. A build that CodeBuild refused is asked for again after 1, 1, 2, 4, 8 and then 14 minutes, one that it had no
 *    room for after 4 at the latest; what was refused for a day, every hour.
 * 6. There is one comment. It is written when its text changed, after builds were started, so that it can name
 *    them. A pull request that was never commented on gets no comment by being closed.
 * 7. An open pull request is looked at again within the hour, within five minutes while builds run, and in a minute
 *    while test reports or the log of an ended build may still arrive.
 */
export function decide(observed: Observed, now: Instant): PullRequestDecision {
  const { pullRequest, rules } = observed;
  if (pullRequest === undefined) return leave(`there is no pull request ${observed.pullRequestId}`);
  if (rules === undefined) {
    return leave(`repository ${pullRequest.repository} is not in drawbridge.yml`);
  }
  if (!rules.into.some((pattern) => matchesGlob(pattern, pullRequest.destinationBranch))) {
    return leave(
      `pull requests into ${pullRequest.destinationBranch} are not built (repositories.${pullRequest.repository}.pull-requests.into)`,
    );
  }
  if (pullRequest.status !== 'open' && observed.record === undefined) {
    return leave(`the pull request is ${pullRequest.status}, and nothing was done for it before`);
  }
  return decideKnown({ ...observed, pullRequest, rules }, now);
}

function leave(reason: string): PullRequestDecision {
  return { effects: [], reason };
}

function decideKnown(observed: Known, now: Instant): PullRequestDecision {
  const known = forget(foldBuilds(atTip(observed), observed.builds, observed), observed.rules, now);
  const record = supersede(request(observed, known, now), observed.rules);
  const builds = [...startEffects(observed, record), ...stopEffects(record, observed.rules)];
  const effects = builds.length > 0 ? builds : commentEffects(observed, record, now);
  const lookAgainAt = nextLook(record, observed.rules, now);
  return {
    record,
    effects,
    reason: reasonFor(record, effects),
    ...(lookAgainAt !== undefined && { lookAgainAt }),
  };
}

/** The record at the commit that the pull request is at now. */
function atTip({ pullRequest, record }: Known): PullRequestRecord {
  const head = pullRequest.sourceCommit;
  const { strangers, ...known } = record ?? { commits: {}, commentAttempt: 1, head };
  return {
    ...known,
    ...(strangers && known.head === head && { strangers }),
    pullRequestId: pullRequest.id,
    repository: pullRequest.repository,
    status: pullRequest.status,
    head,
  };
}

function request(observed: Known, record: PullRequestRecord, now: Instant): PullRequestRecord {
  if (record.status !== 'open') return record;
  return Object.entries(observed.rules.builds).reduce((soFar, [check, { project }]) => {
    const wanted = requested(checkAt(soFar, soFar.head, check), project, now);
    return wanted ? withCheck(soFar, { commit: soFar.head, check }, wanted) : soFar;
  }, record);
}

/** The state of a check that a build must be started for; nothing when its present state stands. */
function requested(state: CheckState | undefined, project: string, now: Instant): CheckState | undefined {
  if (state === undefined) return { project, status: 'REQUESTED', attempt: 1, requestedAt: now };
  if (!isWantedAgain(state, project, now)) return undefined;
  return defined({
    project,
    status: 'REQUESTED' as const,
    attempt: state.attempt + 1,
    requestedAt: now,
    refusedSince: state.project === project && isRefused(state) ? refusedSinceOf(state) : undefined,
    doubtedSince: state.project === project ? state.doubtedSince : undefined,
    beganAfter: state.startedAt ?? state.beganAfter,
    plan: state.project === project ? state.plan : undefined,
  });
}

function isWantedAgain(state: CheckState, project: string, now: Instant): boolean {
  return (
    (state.project !== project && !isRunning(state)) ||
    (state.status === 'STOPPED' && state.superseded === true) ||
    (isRefused(state) && now - state.requestedAt >= pauseOf(state))
  );
}

function startEffects(observed: Known, record: PullRequestRecord): Effect[] {
  if (record.status !== 'open') return [];
  const { pullRequest, rules } = observed;
  return Object.entries(rules.builds).flatMap(([check, { project, timeoutMs }]): Effect[] => {
    const state = checkAt(record, record.head, check);
    if (state?.status !== 'REQUESTED') return [];
    return [
      {
        kind: 'start-build',
        check,
        project,
        repository: record.repository,
        commit: record.head,
        token: `drawbridge-${record.pullRequestId}-${record.head.slice(0, 16)}-${check}-${state.attempt}`,
        variables: {
          [markerNames.pullRequest]: record.pullRequestId,
          [markerNames.check]: check,
          [markerNames.sourceBranch]: pullRequest.sourceBranch,
          [markerNames.destinationBranch]: pullRequest.destinationBranch,
        },
        ...(timeoutMs !== undefined && { timeoutMs }),
      },
    ];
  });
}

/**
 * Marks what is to be stopped before it is: a run that dies after it stopped a build leaves behind that nobody else
 * did.
 */
function supersede(record: PullRequestRecord, rules: PullRequestRules): PullRequestRecord {
  return unwanted(record, rules).reduce(
    (soFar, { commit, check, state }) => withCheck(soFar, { commit, check }, { ...state, superseded: true }),
    record,
  );
}

function stopEffects(record: PullRequestRecord, rules: PullRequestRules): Effect[] {
  return unwanted(record, rules).map(({ state }) => ({ kind: 'stop-build', buildId: state.buildId }));
}

/** Builds that run for another commit than the tip, for a pull request that is over, or for no configured check. */
function unwanted(record: PullRequestRecord, rules: PullRequestRules) {
  return everyCheck(record).flatMap(({ commit, check, state }) => {
    const isConfigured = rules.builds[check]?.project === state.project;
    const isWanted = record.status === 'open' && commit === record.head && isConfigured;
    return isRunning(state) && !isWanted ? [{ commit, check, state }] : [];
  });
}

function commentEffects(observed: Known, record: PullRequestRecord, now: Instant): Effect[] {
  if (record.comment === undefined && record.status !== 'open') return [];
  const content = renderStatusComment({ ...observed, record, now });
  if (record.comment === undefined) {
    const { pullRequest } = observed;
    return [
      {
        kind: 'post-comment',
        pullRequestId: pullRequest.id,
        repository: pullRequest.repository,
        beforeCommit: pullRequest.destinationCommit,
        afterCommit: pullRequest.sourceCommit,
        content,
        token: `drawbridge-status-${pullRequest.id}-${record.commentAttempt}`,
      },
    ];
  }
  if (record.comment.digest === digestOf(content)) return [];
  return [{ kind: 'update-comment', commentId: record.comment.id, content }];
}

function reasonFor(record: PullRequestRecord, effects: readonly Effect[]): string {
  const at = `pull request ${record.pullRequestId} (${record.status}) at ${record.head.slice(0, 7)}`;
  if (effects.length === 0) return `${at}: builds and comment are as they should be`;
  const counts = new Map<string, number>();
  for (const { kind } of effects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return `${at}: ${[...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} × ${count}`)).join(', ')}`;
}
