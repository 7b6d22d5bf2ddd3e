import type { Build } from '../../shared/core/build.ts';
import { markerOf } from '../../shared/core/build-marker.ts';
import { defined } from '../../shared/core/defined.ts';
import { isControllerError } from '../../shared/core/error.ts';
import type { Pattern } from '../../shared/core/pattern/linear-pattern.ts';
import type { BuildLogs, Builds, Comments, PullRequests } from '../../shared/core/ports.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import {
  checkAt,
  everyCheck,
  isRunning,
  isUnexplained,
  type PullRequestRecord,
} from '../../shared/core/pull-request-record.ts';
import { type Instant, minute } from '../../shared/core/time.ts';
import type { PullRequestRequest } from './event.ts';
import { examine, type LogReader } from './examine.ts';
import type { Observed, ObservedBuild, PullRequestRules } from './observed.ts';
import { type Doubt, inDoubt, recoverRecord, withDoubts } from './recover.ts';
import { statusMarker } from './render-comment.ts';
import { claimOf, type WhoseBuilds } from './whose-build.ts';

export interface ObservePorts {
  readonly pullRequests: PullRequests;
  readonly comments: Comments;
  readonly builds: Builds;
  readonly logs: BuildLogs;
  readonly reasons: LogReader;
  readonly rulesOf: (repository: string) => PullRequestRules | undefined;
  readonly badgesFor: (
    pullRequestId: string,
    commit: string,
    checks: readonly string[],
  ) => Promise<Observed['badges']>;
  readonly place: Observed['place'];
  readonly logLines: number;
  readonly role: string;
  readonly redact: readonly Pattern[];
}

interface Known {
  readonly record?: PullRequestRecord;
  readonly recovering: boolean;
  readonly now: Instant;
}

/**
 * Reads what the decision needs: the pull request, its unfinished builds, and the log of those that failed. Builds
 * of older commits are not looked at: they are stopped, whatever they are doing.
 */
export async function observe(
  ports: ObservePorts,
  request: PullRequestRequest,
  known: Known,
): Promise<Observed> {
  const [[pullRequest, seen], recovered] = await Promise.all([
    lookAtBoth(ports, request, known),
    recover(ports, request, known),
  ]);
  const rules = pullRequest && ports.rulesOf(pullRequest.repository);
  const builds = unique([...seen, ...recovered.builds]);
  const whose = { record: recovered.record, rules, role: ports.role };
  return defined({
    pullRequestId: request.pullRequestId,
    pullRequest,
    rules,
    record: recovered.record,
    builds: await Promise.all(builds.map((build) => lookInto(ports, build, whose))),
    ...(await badgesOf(ports, pullRequest, rules)),
    place: ports.place,
    logLines: ports.logLines,
    role: ports.role,
  });
}

/** The log and the reports of a build that decides nothing are whatever somebody wanted to show. */
async function lookInto(ports: ObservePorts, build: Build, whose: WhoseBuilds): Promise<ObservedBuild> {
  const claim = claimOf(build, whose);
  if (!claim?.standing.counts) return { build };
  const { marker } = claim;
  const state = whose.record && checkAt(whose.record, marker.commit, marker.check);
  return examine(ports, state?.buildId === build.id ? state : undefined, build);
}

/**
 * The pull request and its builds: side by side when a build is what woke us, for then the tip is likely the one
 * that is known; else one after the other, so that no build is read that the new tip has made worthless.
 */
async function lookAtBoth(
  ports: ObservePorts,
  request: PullRequestRequest,
  known: Known,
): Promise<readonly [PullRequest | undefined, readonly Build[]]> {
  const reading = ports.pullRequests.get(request.pullRequestId);
  const head = known.record?.head;
  const hinted =
    request.buildId === undefined
      ? undefined
      : unfinishedBuilds(ports, known, { commit: head, hint: request.buildId });
  const [pullRequest, first = []] = await Promise.all([reading, hinted]);
  const tip = pullRequest?.sourceCommit;
  if (hinted !== undefined && tip === head) return [pullRequest, first];
  // The branch may have gone back to a commit whose log is to be read once more.
  return [pullRequest, [...first, ...(await unfinishedBuilds(ports, known, { commit: tip }))]];
}

/** A comment without pictures is better than none; it says why they are missing. */
async function badgesOf(
  ports: ObservePorts,
  pullRequest: PullRequest | undefined,
  rules: PullRequestRules | undefined,
): Promise<Pick<Observed, 'badges' | 'badgeProblem'>> {
  if (!pullRequest || !rules) return { badges: {} };
  try {
    const checks = Object.keys(rules.builds);
    return { badges: await ports.badgesFor(pullRequest.id, pullRequest.sourceCommit, checks) };
  } catch (error) {
    if (!isControllerError(error) || error.class !== 'configuration') throw error;
    return { badges: {}, badgeProblem: error.message };
  }
}

/** The builds at a commit that are not known to have ended, and the one that an event speaks of. */
async function unfinishedBuilds(
  ports: ObservePorts,
  { record }: Known,
  { commit, hint }: { readonly commit: string | undefined; readonly hint?: string },
): Promise<readonly Build[]> {
  const checks = record ? everyCheck(record) : [];
  const isOpen = ({ state }: (typeof checks)[number]): boolean => isRunning(state) || isUnexplained(state);
  const wanted = checks.filter((entry) => entry.commit === commit && isOpen(entry));
  const ids = new Set(wanted.flatMap(({ state }) => state.buildId ?? []));
  const isSettled = checks.some((entry) => entry.state.buildId === hint && !isOpen(entry));
  if (hint !== undefined && !isSettled) ids.add(hint);
  return ids.size === 0 ? [] : ports.builds.get([...ids]);
}

/** After a run that died: looks for the builds and the comment it may have made; for a build as long as it takes. */
async function recover(
  ports: ObservePorts,
  request: PullRequestRequest,
  { record, recovering }: Known,
): Promise<{ record: PullRequestRecord | undefined; builds: readonly Build[] }> {
  if (record === undefined) return { record, builds: [] };
  const doubts = inDoubt(record, recovering);
  const [commentId, ...found] = await Promise.all([
    recovering
      ? ports.comments.findOurs(
          request.pullRequestId,
          defined({ start: statusMarker, role: ports.role, knownId: record.comment?.id }),
        )
      : undefined,
    ...doubts.map((doubt) => buildsOf(ports, doubt)),
  ]);
  const unasked = new Set(doubts.filter((_, at) => found[at] === undefined).map(({ project }) => project));
  const known = withDoubts(recovering ? recoverRecord(record, commentId) : record, recovering, unasked);
  const builds = found.flatMap((some) => some ?? []);
  return {
    record: known,
    builds: builds.filter((build) => markerOf(build)?.pullRequestId === request.pullRequestId),
  };
}

/** Nothing while there is no such project: it cannot be asked, and that it cannot be started is told when it is tried. */
async function buildsOf(
  { builds }: ObservePorts,
  { project, since }: Doubt,
): Promise<readonly Build[] | undefined> {
  try {
    return await builds.listSince(project, since - minute);
  } catch (error) {
    if (isControllerError(error, 'not-found')) return undefined;
    throw error;
  }
}

function unique(builds: readonly Build[]): Build[] {
  return [...new Map(builds.map((build) => [build.id, build])).values()];
}
