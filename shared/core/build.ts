import type { Instant } from './time.ts';

/**
 * CodeBuild's six build statuses, in its own words.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html
 */
export const buildStatuses = ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED'] as const;
export type BuildStatus = (typeof buildStatuses)[number];

/** One phase of a build as CodeBuild reports it; the last one of a running build has no status yet. */
export interface BuildPhase {
  readonly type: string;
  readonly status?: string;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  readonly durationSeconds?: number;
  /** `COMMAND_EXECUTION_ERROR` and the like with its sentence; empty contexts are left out. */
  readonly context?: { readonly code: string; readonly message: string };
}

/** A build as it stands in CodeBuild. */
export interface Build {
  /** `project:uuid`. */
  readonly id: string;
  readonly arn: string;
  readonly number?: number;
  readonly project: string;
  readonly status: BuildStatus;
  /** Who started it: a user's name, `ROLE/SESSION`, or a service with what it was about. */
  readonly initiator?: string;
  /** A digest of what it runs: source, buildspec, environment, role and limits. Equal plans run the same. */
  readonly plan: string;
  /** The version that was asked for: a commit, a branch or a tag. */
  readonly sourceVersion?: string;
  /** The commit it came to; CodeBuild does not always give it. */
  readonly resolvedCommit?: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly phases: readonly BuildPhase[];
  readonly log?: { readonly group: string; readonly stream: string };
  readonly reportArns: readonly string[];
  /** Plaintext variables only. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Test totals over all reports of a build. */
export interface TestTotals {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function hasEnded(build: { readonly status: BuildStatus }): boolean {
  return build.status !== 'IN_PROGRESS';
}

/** It failed, took too long, or CodeBuild itself did; one that was stopped did as it was told. */
export function hasEndedBadly(build: { readonly status: BuildStatus }): boolean {
  return hasEnded(build) && build.status !== 'SUCCEEDED' && build.status !== 'STOPPED';
}
