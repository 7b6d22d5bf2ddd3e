import { markerNames } from '../../shared/core/build-marker.ts';
import type { Decision } from '../../shared/core/decision.ts';
import { digestOf } from '../../shared/core/digest.ts';
import type { Effect } from '../../shared/core/effect.ts';
import { matchesGlob } from '../../shared/core/glob.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import {
  type CheckState,
  checkAt,
  everyCheck,
  isAwaitingReports,
  isRunning,
  type PullRequestRecord,
  withCheck,
} from '../../shared/core/pull-request-record.ts';
import { hour, type Instant, minute } from '../../shared/core/time.ts';
import { foldBuilds, forgetOldCommits } from './fold-builds.ts';
import type { Observed, PullRequestRules } from './observed.ts';
import { renderStatusComment } from './render-comment.ts';

type Known = Observed & { readonly pullRequest: PullRequest; readonly rules: PullRequestRules };
type PullRequestDecision = Decision<PullRequestRecord, Effect>;

/**
 * What to do about a pull request.
 * 1. A pull request that does not exist, whose repository is not configured, or whose destination branch is not
 *    looked after, is left alone.
 * 2. Results are kept by commit; only those of the source branch's tip are shown.
 * 3. Every configured check has one build at the tip. A tip that comes back after its build was stopped gets a
 *    new one.
 * 4. Builds of other commits are stopped. When the pull request is merged or closed, all are.
 * 5. A build that CodeBuild had no room for is tried again after a minute, one that it refused after an hour.
 * 6. There is one comment. It is written when its text changed, after builds were started, so that it can name
 *    them. A pull request that was never commented on gets no comment by being closed.
 * 7. An open pull request is looked at again within the hour, within five minutes while builds run.
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
  const known = forgetOldCommits(foldBuilds(atTip(observed), observed.builds));
  const record = supersede(request(observed, known, now));
  const builds = [...startEffects(observed, record), ...stopEffects(record)];
  const effects = builds.length > 0 ? builds : commentEffects(observed, record, now);
  const lookAgainAt = nextLook(record, now);
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
  return {
    ...(record ?? { commits: {}, commentAttempt: 1 }),
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
  const beganAfter = state.startedAt ?? state.beganAfter;
  const again: CheckState = {
    project,
    status: 'REQUESTED',
    attempt: state.attempt + 1,
    requestedAt: now,
    ...(beganAfter !== undefined && { beganAfter }),
  };
  if (state.status === 'STOPPED' && state.superseded) return again;
  const waited = now - state.requestedAt;
  if (state.status === 'POSTPONED' && waited >= minute) return again;
  if (state.status === 'NOT_STARTED' && waited >= hour) return again;
  return undefined;
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
function supersede(record: PullRequestRecord): PullRequestRecord {
  return unwanted(record).reduce(
    (soFar, { commit, check, state }) => withCheck(soFar, { commit, check }, { ...state, superseded: true }),
    record,
  );
}

function stopEffects(record: PullRequestRecord): Effect[] {
  return unwanted(record).map(({ state }) => ({ kind: 'stop-build', buildId: state.buildId }));
}

/** Builds that run for another commit than the tip, or for a pull request that is over. */
function unwanted(record: PullRequestRecord) {
  return everyCheck(record).flatMap(({ commit, check, state }) => {
    const isWanted = record.status === 'open' && commit === record.head;
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

/** What waits at another commit than the tip waits for nothing: it would be looked at every minute for ever. */
function nextLook(record: PullRequestRecord, now: Instant): Instant | undefined {
  const states = everyCheck(record);
  const shown = states.filter(({ commit }) => commit === record.head).map(({ state }) => state);
  if (shown.some(({ status }) => status === 'POSTPONED') && record.status === 'open') return now + minute;
  if (shown.some((state) => isAwaitingReports(state, now))) return now + minute;
  if (states.some(({ state }) => state.status === 'IN_PROGRESS')) return now + 5 * minute;
  return record.status === 'open' ? now + hour : undefined;
}

function reasonFor(record: PullRequestRecord, effects: readonly Effect[]): string {
  const at = `pull request ${record.pullRequestId} (${record.status}) at ${record.head.slice(0, 7)}`;
  if (effects.length === 0) return `${at}: builds and comment are as they should be`;
  const counts = new Map<string, number>();
  for (const { kind } of effects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return `${at}: ${[...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} × ${count}`)).join(', ')}`;
}
