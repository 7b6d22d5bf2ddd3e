import { type Build, hasEnded } from '../../shared/core/build.ts';
import { markerOf } from '../../shared/core/build-marker.ts';
import { defined } from '../../shared/core/defined.ts';
import { isControllerError } from '../../shared/core/error.ts';
import { excerptOf } from '../../shared/core/excerpt.ts';
import type { BuildLogs, Builds, Comments, PullRequests } from '../../shared/core/ports.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import {
  checkAt,
  everyCheck,
  isAwaitingReports,
  isRunning,
  type PullRequestRecord,
} from '../../shared/core/pull-request-record.ts';
import { redactLine } from '../../shared/core/redact.ts';
import { type Instant, minute } from '../../shared/core/time.ts';
import type { PullRequestRequest } from './event.ts';
import type { Observed, ObservedBuild, PullRequestRules } from './observed.ts';
import { inDoubt, recoverRecord } from './recover.ts';
import { statusMarker } from './render-comment.ts';
import { claimOf } from './whose-build.ts';

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
  readonly role: string;
  readonly redact: readonly RegExp[];
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
    builds: await Promise.all(
      builds.map(async (build) =>
        // The log and the reports of a build that decides nothing are whatever somebody wanted to show.
        claimOf(build, whose)?.standing.counts ? examine(ports, known, build) : { build },
      ),
    ),
    ...(await badgesOf(ports, pullRequest, rules)),
    place: ports.place,
    logLines: ports.logLines,
    role: ports.role,
  });
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
  if (request.buildId !== undefined) {
    return Promise.all([
      reading,
      unfinishedBuilds(ports, known, { commit: known.record?.head, hint: request.buildId }),
    ]);
  }
  const pullRequest = await reading;
  return [pullRequest, await unfinishedBuilds(ports, known, { commit: pullRequest?.sourceCommit })];
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
    if (!isControllerError(error, 'access-denied', 'not-found')) throw error;
    return { badges: {}, badgeProblem: error.message };
  }
}

/** The builds at a commit that are not known to have ended, and the one that an event speaks of. */
async function unfinishedBuilds(
  ports: ObservePorts,
  { record, now }: Known,
  { commit, hint }: { readonly commit: string | undefined; readonly hint?: string },
): Promise<readonly Build[]> {
  const checks = record ? everyCheck(record) : [];
  const isOpen = ({ state }: (typeof checks)[number]): boolean =>
    isRunning(state) || isAwaitingReports(state, now);
  const wanted = checks.filter((entry) => entry.commit === commit && isOpen(entry));
  const ids = new Set(wanted.flatMap(({ state }) => state.buildId ?? []));
  const isSettled = checks.some((entry) => entry.state.buildId === hint && !isOpen(entry));
  if (hint !== undefined && !isSettled) ids.add(hint);
  return ids.size === 0 ? [] : ports.builds.get([...ids]);
}

/** After a run that died: looks for the builds and the comment it may have made. */
async function recover(
  ports: ObservePorts,
  request: PullRequestRequest,
  { record, recovering }: Known,
): Promise<{ record: PullRequestRecord | undefined; builds: readonly Build[] }> {
  if (!recovering || record === undefined) return { record, builds: [] };
  const [commentId, ...found] = await Promise.all([
    ports.comments.findOurs(
      request.pullRequestId,
      defined({ start: statusMarker, role: ports.role, knownId: record.comment?.id }),
    ),
    ...inDoubt(record).map(({ project, since }) => ports.builds.listSince(project, since - minute)),
  ]);
  const builds = found.flat().filter((build) => markerOf(build)?.pullRequestId === request.pullRequestId);
  return { record: recoverRecord(record, { builds, ...(commentId !== undefined && { commentId }) }), builds };
}

/** Adds what explains a build that has ended: its test reports, and when it ended badly the lines of its log. */
async function examine(ports: ObservePorts, known: Known, found: Build): Promise<ObservedBuild> {
  const build = withoutSecrets(found, ports.redact);
  if (!hasEnded(build)) return { build };
  const endedBadly = build.status !== 'SUCCEEDED' && build.status !== 'STOPPED';
  const problems: string[] = [];
  const [tests, excerpt] = await Promise.all([
    build.reportArns.length > 0
      ? orTell(problems, 'The test reports', () => ports.builds.testTotals(build.reportArns))
      : undefined,
    endedBadly && !isExplained(known, build)
      ? orTell(problems, 'The log', () => excerptFrom(ports, build))
      : undefined,
  ]);
  return defined({ build, tests, excerpt, problem: problems.length > 0 ? problems.join(' ') : undefined });
}

/** The secrets that only the configuration knows; those of well-known shapes are removed by `diagnose`. */
function withoutSecrets(build: Build, redact: readonly RegExp[]): Build {
  if (redact.length === 0) return build;
  const phases = build.phases.map((phase) =>
    phase.context
      ? { ...phase, context: { ...phase.context, message: redactLine(phase.context.message, redact) } }
      : phase,
  );
  return { ...build, phases };
}

function isExplained({ record }: Known, build: Build): boolean {
  const marker = markerOf(build);
  const state = record && marker && checkAt(record, marker.commit, marker.check);
  return state?.buildId === build.id && state.excerpt !== undefined;
}

async function excerptFrom(ports: ObservePorts, build: Build): Promise<readonly string[] | undefined> {
  if (build.log === undefined) return undefined;
  const lines = await ports.logs.tail(build.log);
  return excerptOf(lines, { lines: ports.logLines, lineLength: 240 }, ports.redact);
}

/** A result must reach the author even when a part of it may not be read; the comment says why it is missing. */
async function orTell<Answer>(
  problems: string[],
  what: string,
  read: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isControllerError(error, 'access-denied', 'not-found')) throw error;
    problems.push(`${what} could not be read. ${error.message}`);
    return undefined;
  }
}

function unique(builds: readonly Build[]): Build[] {
  return [...new Map(builds.map((build) => [build.id, build])).values()];
}
