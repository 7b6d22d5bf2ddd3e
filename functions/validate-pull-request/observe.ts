import { type Build, hasEnded } from '../../shared/core/build.ts';
import { markerOf } from '../../shared/core/build-marker.ts';
import { isControllerError } from '../../shared/core/error.ts';
import { excerptOf } from '../../shared/core/excerpt.ts';
import type { BuildLogs, Builds, Comments, PullRequests } from '../../shared/core/ports.ts';
import {
  checkAt,
  everyCheck,
  isAwaitingReports,
  type PullRequestRecord,
} from '../../shared/core/pull-request-record.ts';
import { type Instant, minute } from '../../shared/core/time.ts';
import type { PullRequestRequest } from './event.ts';
import type { Observed, ObservedBuild, PullRequestRules } from './observed.ts';
import { inDoubt, recoverRecord } from './recover.ts';
import { statusMarker } from './render-comment.ts';

export interface ObservePorts {
  readonly pullRequests: PullRequests;
  readonly comments: Comments;
  readonly builds: Builds;
  readonly logs: BuildLogs;
  readonly rulesOf: (repository: string) => PullRequestRules | undefined;
  readonly badgesFor: (
    pullRequestId: string,
    commit: string,
    checks: readonly string[],
  ) => Promise<Observed['badges']>;
  readonly place: Observed['place'];
  readonly logLines: number;
  readonly redact: readonly RegExp[];
}

interface Known {
  readonly record?: PullRequestRecord;
  readonly recovering: boolean;
  readonly now: Instant;
}

/** Reads what the decision needs: the pull request, its unfinished builds, and the log of those that failed. */
export async function observe(
  ports: ObservePorts,
  request: PullRequestRequest,
  known: Known,
): Promise<Observed> {
  const [pullRequest, seen, recovered] = await Promise.all([
    ports.pullRequests.get(request.pullRequestId),
    seenBuilds(ports, request, known),
    recover(ports, request, known),
  ]);
  const rules = pullRequest && ports.rulesOf(pullRequest.repository);
  const record = recovered?.record ?? known.record;
  const builds = await Promise.all(
    unique([...seen, ...(recovered?.builds ?? [])]).map((build) => examine(ports, known, build)),
  );
  return {
    pullRequestId: request.pullRequestId,
    builds,
    badges:
      pullRequest && rules
        ? await ports.badgesFor(pullRequest.id, pullRequest.sourceCommit, Object.keys(rules.builds))
        : {},
    place: ports.place,
    logLines: ports.logLines,
    ...(pullRequest && { pullRequest }),
    ...(rules && { rules }),
    ...(record && { record }),
  };
}

/** Builds that may have changed: those not known to have ended, and the one the event speaks of. */
async function seenBuilds(ports: ObservePorts, request: PullRequestRequest, known: Known): Promise<Build[]> {
  const states = known.record ? everyCheck(known.record).map(({ state }) => state) : [];
  const settled = new Set<string>();
  const wanted = new Set<string>();
  for (const state of states) {
    if (state.buildId === undefined) continue;
    if (state.status === 'IN_PROGRESS' || isAwaitingReports(state, known.now)) wanted.add(state.buildId);
    else settled.add(state.buildId);
  }
  if (request.buildId !== undefined && !settled.has(request.buildId)) wanted.add(request.buildId);
  return wanted.size === 0 ? [] : ports.builds.get([...wanted]);
}

/** After a run that died: looks for the builds and the comment it may have made. */
async function recover(
  ports: ObservePorts,
  request: PullRequestRequest,
  { record, recovering }: Known,
): Promise<{ record: PullRequestRecord; builds: readonly Build[] } | undefined> {
  if (!recovering || record === undefined) return undefined;
  const [commentId, ...found] = await Promise.all([
    record.comment === undefined
      ? ports.comments.findByStart(request.pullRequestId, statusMarker)
      : undefined,
    ...inDoubt(record).map(({ project, since }) => ports.builds.listSince(project, since - minute)),
  ]);
  const builds = found.flat().filter((build) => markerOf(build)?.pullRequestId === request.pullRequestId);
  return { record: recoverRecord(record, { builds, ...(commentId !== undefined && { commentId }) }), builds };
}

/** Adds what explains a build that has ended: its test reports, and when it ended badly the lines of its log. */
async function examine(ports: ObservePorts, known: Known, build: Build): Promise<ObservedBuild> {
  if (!hasEnded(build)) return { build };
  const endedBadly = build.status !== 'SUCCEEDED' && build.status !== 'STOPPED';
  const [tests, log] = await Promise.all([
    build.reportArns.length > 0 ? ports.builds.testTotals(build.reportArns) : undefined,
    endedBadly && !isExplained(known, build) ? explain(ports, build) : undefined,
  ]);
  return { build, ...(tests && { tests }), ...log };
}

function isExplained({ record }: Known, build: Build): boolean {
  const marker = markerOf(build);
  const state = record && marker && checkAt(record, marker.commit, marker.check);
  return state?.buildId === build.id && state.excerpt !== undefined;
}

async function explain(
  ports: ObservePorts,
  build: Build,
): Promise<{ excerpt?: readonly string[]; problem?: string }> {
  if (build.log === undefined) return {};
  try {
    const lines = await ports.logs.tail(build.log);
    return { excerpt: excerptOf(lines, { lines: ports.logLines, lineLength: 240 }, ports.redact) };
  } catch (error) {
    // The result must reach the author even when the log cannot be read; the comment says why it is missing.
    if (isControllerError(error, 'access-denied', 'not-found')) {
      return { problem: `The log could not be read. ${error.message}` };
    }
    throw error;
  }
}

function unique(builds: readonly Build[]): Build[] {
  return [...new Map(builds.map((build) => [build.id, build])).values()];
}
