import type { Observed, ObservedBuild } from '../../functions/validate-pull-request/observed.ts';
import type { Build } from '../../shared/core/build.ts';
import { markerNames } from '../../shared/core/build-marker.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import type { CheckState, PullRequestRecord } from '../../shared/core/pull-request-record.ts';
import type { Reason } from '../../shared/core/reason.ts';

/** The role that builds are started and comments are written with. */
export const ourRole = 'drawbridge-prod-pull-requests';

/** 2 March 2026, 13:41:05 UTC: when everything happens unless a test says otherwise. */
export const noon = Date.UTC(2026, 2, 2, 13, 41, 5);

/** Spans of time in milliseconds. */
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** The tip of the source branch, and what it was before. */
export const head = '6bc96f923d399f4ab15280704a1d92e866c57657';
export const olderCommit = '6b3c45f2d43d16c028ef18e38cb1e516f653463d';

/** Pull request 41 of harbor-ledger: feature/rate-limits into main, open. */
export function aPullRequest(parts: Partial<PullRequest> = {}): PullRequest {
  return {
    id: '41',
    repository: 'harbor-ledger',
    status: 'open',
    sourceBranch: 'feature/rate-limits',
    destinationBranch: 'main',
    sourceCommit: head,
    destinationCommit: '54563f95fefa691baa82a522156322c21f7d6df3',
    ...parts,
  };
}

/** Build 319 of harbor-ledger-ci, running since noon, for check `unit` of pull request 41 at the tip. */
export function aBuild(parts: Partial<Build> & { readonly check?: string } = {}): Build {
  const { check = 'unit', ...rest } = parts;
  const id = parts.id ?? 'harbor-ledger-ci:6966a191';
  return {
    id,
    arn: `arn:aws:codebuild:eu-west-1:111122223333:build/${id}`,
    number: 319,
    project: 'harbor-ledger-ci',
    status: 'IN_PROGRESS',
    initiator: `${ourRole}/validate-pull-request`,
    plan: 'as configured',
    sourceVersion: head,
    startedAt: noon,
    phases: [],
    reportArns: [],
    variables: { [markerNames.pullRequest]: '41', [markerNames.check]: check },
    ...rest,
  };
}

/** The same build, failed after 80 s because `npm test` ended with 1. */
export function aFailedBuild(parts: Parameters<typeof aBuild>[0] = {}): Build {
  return aBuild({
    status: 'FAILED',
    endedAt: noon + 80_000,
    phases: [
      { type: 'PRE_BUILD', status: 'SUCCEEDED' },
      {
        type: 'BUILD',
        status: 'FAILED',
        context: {
          code: 'COMMAND_EXECUTION_ERROR',
          message: 'Error while executing command: npm test. Reason: exit status 1',
        },
      },
      { type: 'POST_BUILD', status: 'SUCCEEDED' },
    ],
    ...parts,
  });
}

/** The state of a check whose build 319 runs. */
export function aCheckState(parts: Partial<CheckState> = {}): CheckState {
  return {
    project: 'harbor-ledger-ci',
    status: 'IN_PROGRESS',
    attempt: 1,
    requestedAt: noon,
    buildId: 'harbor-ledger-ci:6966a191',
    buildArn: 'arn:aws:codebuild:eu-west-1:111122223333:build/harbor-ledger-ci:6966a191',
    buildNumber: 319,
    startedAt: noon,
    ...parts,
  };
}

/** The record of pull request 41 with check `unit` in this state at the tip, and a comment of unknown text. */
export function aRecord(
  parts: Partial<PullRequestRecord> & { readonly unit?: CheckState } = {},
): PullRequestRecord {
  const { unit = aCheckState(), ...rest } = parts;
  return {
    pullRequestId: '41',
    repository: 'harbor-ledger',
    status: 'open',
    head,
    commits: { [head]: { unit } },
    comment: { id: 'comment-1' },
    commentAttempt: 1,
    ...rest,
  };
}

/** What was observed of pull request 41 of a repository with one check, `unit`, and nothing known of it before. */
export function anObserved(parts: Partial<Observed> = {}): Observed {
  return {
    pullRequestId: '41',
    pullRequest: aPullRequest(),
    rules: { into: ['main', 'release/*'], builds: { unit: { project: 'harbor-ledger-ci' } } },
    builds: [],
    badges: {},
    place: { partition: 'aws', region: 'eu-west-1' },
    logLines: 20,
    role: ourRole,
    ...parts,
  };
}

/** Why a build failed, as its log of one line tells it. */
export function aReason(parts: Partial<Reason> = {}): Reason {
  return { tools: [], failures: [], count: 0, excerpt: ['boom'], leftOut: 0, ...parts };
}

/** A build as it was found, with nothing more read about it. */
export function seen(build: Build, parts: Omit<ObservedBuild, 'build'> = {}): ObservedBuild {
  return { build, ...parts };
}
