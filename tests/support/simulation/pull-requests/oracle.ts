import type { Scope } from '../../../../sandbox/kernel/world.ts';
import type { Build } from '../../../../sandbox/services/codebuild/build.ts';
import { codebuildState } from '../../../../sandbox/services/codebuild/state.ts';
import type { PullRequest } from '../../../../sandbox/services/codecommit/pull-requests/pull-request-state.ts';
import { codeCommitState } from '../../../../sandbox/services/codecommit/state.ts';
import { logsState } from '../../../../sandbox/services/logs/state.ts';
import { mallory, tellingLine } from '../scripted-builds.ts';

// What the simulation believes a status comment should say, from the state of CodeCommit and CodeBuild alone. It
// shares no code with the product, and it looks only at the sentences that matter.

/** The comments on a pull request that are Drawbridge's; Mallory's only look so. */
export function statusComments(scope: Scope, pullRequestId: string): { id: string; content: string }[] {
  return [...codeCommitState(scope).comments.values()].flatMap(({ id, subject, content, authorArn }) =>
    subject.pullRequestId === pullRequestId &&
    !authorArn.endsWith(`:user/${mallory}`) &&
    content?.startsWith('[//]: # (drawbridge:status)\n')
      ? [{ id, content }]
      : [],
  );
}

/** The check whose project people delete at times. */
export const lostCheck = 'unit';

/** A build that answers a check of a pull request at a commit. */
export interface PullRequestBuild {
  readonly build: Build;
  readonly check: string;
  readonly commit: string;
}

/** Every build that was started for a pull request, oldest first; none of Mallory's. */
export function buildsOf(scope: Scope, pullRequestId: string): PullRequestBuild[] {
  return [...codebuildState(scope).builds.values()].flatMap((build) => {
    const variable = (name: string) =>
      build.environment.environmentVariables.find((one) => one.name === name)?.value;
    if (build.initiator === mallory || variable('DRAWBRIDGE_PULL_REQUEST_ID') !== pullRequestId) return [];
    return [{ build, check: variable('DRAWBRIDGE_CHECK') ?? '', commit: build.sourceVersion ?? '' }];
  });
}

/** How many of the checks that failed have a log that tells why. */
export function countTellingLogs(scope: Scope, pullRequest: PullRequest): number {
  const newest = new Map(
    buildsOf(scope, pullRequest.id)
      .filter(({ commit }) => commit === pullRequest.sourceCommit)
      .map((one) => [one.check, one]),
  );
  return [...newest.values()].filter(({ build }) => {
    const { groupName = '', streamName = '' } = build.logs;
    const events = logsState(scope).groups.get(groupName)?.streams.get(streamName)?.events ?? [];
    return (
      ['failing', 'timed out'].includes(stateOf(build)) &&
      events.some(({ message }) => message.trim() === tellingLine)
    );
  }).length;
}

/** What a comment says, sentence by sentence. */
export interface Said {
  readonly headline: string;
  /** The first seven digits. */
  readonly commit: string;
  /** One per check that has a build: `unit: failing #3`. */
  readonly rows: readonly string[];
  readonly ending: string;
}

/** Reads a status comment. */
export function readComment(content: string): Said {
  const lines = withoutCode(content.split('\n'));
  const rows = lines.flatMap((line) => {
    const { check, state } = /^\| !\[(?<check>[^:\]]+): (?<state>[^\]]+)\]\(/.exec(line)?.groups ?? {};
    const number = /\| \[#(\d+)\]/.exec(line)?.[1];
    return check === undefined ? [] : [`${check}: ${state} #${number}`];
  });
  return {
    headline: lines.find((line) => line.startsWith('### '))?.slice(4) ?? '',
    commit: /^Commit \[`([0-9a-f]{7})`\]/m.exec(content)?.[1] ?? '',
    rows,
    ending: lines.find((line) => line.startsWith('The pull request was ')) ?? '',
  };
}

/** What stands in a block of code says nothing: it is a build's log. */
function withoutCode(lines: readonly string[]): string[] {
  let fence: string | undefined;
  return lines.filter((line) => {
    const mark = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined) {
      fence = mark;
      return mark === undefined;
    }
    if (mark === line && mark.length >= fence.length) fence = undefined;
    return false;
  });
}

/**
 * What the comment on a pull request may say now. Where a commit came back to a pull request that was closed before
 * its check could be built anew, the build that was stopped before may be told of or not. One that has no build at
 * the end could not be started, where its project was gone while the pull request was open.
 */
export function expectedComments(
  scope: Scope,
  pullRequest: PullRequest,
  { checks, stopped }: { checks: readonly string[]; stopped: ReadonlySet<string> },
): Said[] {
  const builds = buildsOf(scope, pullRequest.id).filter(({ commit }) => commit === pullRequest.sourceCommit);
  const choices = checks.map((check) => {
    const newest = builds.findLast((one) => one.check === check);
    if (newest === undefined) return [[]];
    return pullRequest.status === 'CLOSED' && stopped.has(newest.build.id) ? [[newest], []] : [[newest]];
  });
  const selections = choices.reduce<PullRequestBuild[][]>(
    (soFar, choice) => soFar.flatMap((chosen) => choice.map((one) => [...chosen, ...one])),
    [[]],
  );
  return selections.flatMap((newest) => {
    const expected = expectedComment(pullRequest, newest, checks);
    const isMissing = !newest.some(({ check }) => check === lostCheck);
    if (pullRequest.status === 'OPEN' || !isMissing || newest.some(isFailed)) return [expected];
    return [expected, { ...expected, headline: `⚠️ Build could not start: ${lostCheck}` }];
  });
}

function expectedComment(
  pullRequest: PullRequest,
  newest: readonly PullRequestBuild[],
  checks: readonly string[],
): Said {
  return {
    headline: expectedHeadline(pullRequest, newest, checks),
    commit: pullRequest.sourceCommit.slice(0, 7),
    rows: newest.map(({ check, build }) => `${check}: ${stateOf(build)} #${build.buildNumber}`),
    ending: expectedEnding(pullRequest),
  };
}

function expectedHeadline(
  pullRequest: PullRequest,
  newest: readonly PullRequestBuild[],
  checks: readonly string[],
): string {
  const builds = checks.length === 1 ? 'Build' : 'Builds';
  const failed = newest.filter(isFailed);
  const has = (state: string) => newest.some(({ build }) => stateOf(build) === state);
  if (failed.length > 0) return `❌ Build failed: ${failed.map(({ check }) => check).join(', ')}`;
  if (has('stopped'))
    return pullRequest.status === 'OPEN' ? '⏹️ Build stopped' : '⏹️ Build stopped with the pull request';
  if (has('running')) return `⏳ ${builds} started`;
  const missing = checks.filter((check) => !newest.some((one) => one.check === check));
  if (missing.length > 0) return `⏹️ Not built: ${missing.join(', ')}`;
  return `✅ ${builds} passed`;
}

function isFailed({ build }: PullRequestBuild): boolean {
  return ['failing', 'timed out'].includes(stateOf(build));
}

/** What a badge says of a build that ended so. */
export function stateOf(build: Build): string {
  const isTimedOut = build.phases.some(({ phaseStatus }) => phaseStatus === 'TIMED_OUT');
  switch (build.buildStatus) {
    case 'SUCCEEDED':
      return 'passing';
    case 'FAILED':
      return isTimedOut ? 'timed out' : 'failing';
    case 'FAULT':
      return 'failing';
    case 'TIMED_OUT':
      return 'timed out';
    case 'STOPPED':
      return 'stopped';
    case 'IN_PROGRESS':
      return 'running';
  }
}

function expectedEnding({ status, merge }: PullRequest): string {
  if (status === 'OPEN') return '';
  if (merge === undefined) return 'The pull request was closed without a merge.';
  return `The pull request was merged as \`${merge.commitId.slice(0, 7)}\`.`;
}
