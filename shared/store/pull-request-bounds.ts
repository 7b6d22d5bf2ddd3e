import type { Diagnosis } from '../core/diagnosis.ts';
import {
  type CheckState,
  type ChecksAtCommit,
  isRunning,
  type PullRequestRecord,
  type Stranger,
} from '../core/pull-request-record.ts';
import type { Failure, Reason } from '../core/reason.ts';
import { type Bounds, cutList, cutToBytes } from './fit-record.ts';

/** A line of a log is cut to 240 characters before; a comment shows 300 of a sentence, and holds 10,000 in all. */
const usual = { lines: 60, line: 1_000, excerpt: 12_000, text: 1_000, failures: 5 };
const short = { lines: 5, line: 200, excerpt: 1_000, text: 200, failures: 1 };
/** Names of tools are ours, and there are not so many of them in one command. */
const mostTools = 10;
const bytesOfTool = 40;
/** Names of phases and of who started a build; both are AWS's, which does not tell how long they may get. */
const mostOfName = 300;

/**
 * Of a pull request, with at most 20 checks, what decides is some 25 KB at the tip and is never cut: status, build, plan,
 * attempts and times of each check, test totals, and the comment.
 */
export const pullRequestBounds: Bounds<PullRequestRecord> = {
  bytes: 64_000,
  cut: (record) => cutTo(record, usual),
  giveUp: [
    (record) => atEachCheck(record, (state) => withExcerpt(state, short)),
    (record) => cutTo(record, short),
    (record) => atEachCheck(record, (state) => withExcerpt(state, { ...short, lines: 0, failures: 0 })),
    (record) => onlyCommits(record, (checks) => Object.values(checks).some(isRunning)),
    ({ strangers: _told, ...record }) => record,
    (record) => atEachCheck(record, ({ diagnosis: _where, problem: _why, ...state }) => state),
    // Builds of other commits are only there to be stopped; without a memory of them they run to their end.
    (record) => onlyCommits(record, () => false),
  ],
};

type Limits = typeof usual;

function cutTo(record: PullRequestRecord, limits: Limits): PullRequestRecord {
  const { strangers, ...rest } = atEachCheck(record, (state) =>
    cutState(withExcerpt(state, limits), limits.text),
  );
  if (strangers === undefined) return rest;
  const cut = Object.entries(strangers).map(([check, one]) => [check, cutStranger(one, limits.text)]);
  return { ...rest, strangers: Object.fromEntries(cut) as typeof strangers };
}

function withExcerpt(state: CheckState, limits: Limits): CheckState {
  const { excerpt, reason } = state;
  return {
    ...state,
    ...(excerpt && { excerpt: cutLines(excerpt, limits) }),
    ...(reason && { reason: cutReason(reason, limits) }),
  };
}

function cutLines(lines: readonly string[], limits: Limits): readonly string[] {
  const cut = lines.slice(0, limits.lines).map((text) => cutToBytes(text, limits.line));
  return cutList(cut, { most: limits.lines, bytes: limits.excerpt });
}

/** What is not there any more of a reason counts as left out: a comment tells how much that is. */
function cutReason(reason: Reason, limits: Limits): Reason {
  const excerpt = cutLines(reason.excerpt, limits);
  return {
    ...reason,
    tools: reason.tools.slice(0, mostTools).map((name) => cutToBytes(name, bytesOfTool)),
    failures: reason.failures.slice(0, limits.failures).map((failure) => cutFailure(failure, limits.text)),
    excerpt,
    leftOut: reason.leftOut + reason.excerpt.length - excerpt.length,
  };
}

function cutFailure(failure: Failure, bytes: number): Failure {
  const texts = Object.entries(failure).map(([name, value]) => [
    name,
    typeof value === 'string' ? cutToBytes(value, bytes) : value,
  ]);
  return Object.fromEntries(texts) as Failure;
}

function cutState(state: CheckState, bytes: number): CheckState {
  const { diagnosis, problem } = state;
  return {
    ...state,
    ...(diagnosis && { diagnosis: cutDiagnosis(diagnosis, bytes) }),
    ...(problem !== undefined && { problem: cutToBytes(problem, bytes) }),
  };
}

/** What CodeBuild tells of a failed build is the words of its phase, which are a command of the buildspec. */
export function cutDiagnosis(diagnosis: Diagnosis, bytes: number): Diagnosis {
  const { phase, command, message } = diagnosis;
  return {
    ...diagnosis,
    phase: cutToBytes(phase, mostOfName),
    ...(command !== undefined && { command: cutToBytes(command, bytes) }),
    ...(message !== undefined && { message: cutToBytes(message, bytes) }),
  };
}

function cutStranger(stranger: Stranger, bytes: number): Stranger {
  return { ...stranger, by: cutToBytes(stranger.by, mostOfName), why: cutToBytes(stranger.why, bytes) };
}

function atEachCheck(
  record: PullRequestRecord,
  change: (state: CheckState) => CheckState,
): PullRequestRecord {
  const commits = Object.entries(record.commits).map(([commit, checks]) => [
    commit,
    Object.fromEntries(Object.entries(checks).map(([check, state]) => [check, change(state)])),
  ]);
  return { ...record, commits: Object.fromEntries(commits) as PullRequestRecord['commits'] };
}

/** The tip, and of the other commits those. */
function onlyCommits(
  record: PullRequestRecord,
  isKept: (checks: ChecksAtCommit) => boolean,
): PullRequestRecord {
  const commits = Object.entries(record.commits).filter(
    ([commit, checks]) => commit === record.head || isKept(checks),
  );
  return { ...record, commits: Object.fromEntries(commits) };
}
