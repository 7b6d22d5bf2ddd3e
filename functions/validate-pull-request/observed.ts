import type { BadgeState } from '../../shared/core/badge.ts';
import type { Build, TestTotals } from '../../shared/core/build.ts';
import type { ConsolePlace } from '../../shared/core/console-links.ts';
import type { PullRequest } from '../../shared/core/pull-request.ts';
import type { PullRequestRecord } from '../../shared/core/pull-request-record.ts';
import type { Reason } from '../../shared/core/reason.ts';

/** A build as it was found, with what was read about it when it ended badly. */
export interface ObservedBuild {
  readonly build: Build;
  readonly reason?: Reason;
  readonly tests?: TestTotals;
  /** Why its log or its test reports could not be read. */
  readonly problem?: string;
}

/** The part of drawbridge.yml that this decision needs. */
export interface PullRequestRules {
  readonly into: readonly string[];
  readonly builds: Readonly<Record<string, { readonly project: string; readonly timeoutMs?: number }>>;
}

/** Everything the decision rests on, as plain data. */
export interface Observed {
  readonly pullRequestId: string;
  /** Nothing when CodeCommit knows no such pull request. */
  readonly pullRequest?: PullRequest;
  /** Nothing when the repository is not in drawbridge.yml. */
  readonly rules?: PullRequestRules;
  readonly record?: PullRequestRecord;
  readonly builds: readonly ObservedBuild[];
  /** Signed addresses of the badges, by check and state. */
  readonly badges: Readonly<Record<string, Readonly<Partial<Record<BadgeState, string>>>>>;
  /** Why there are no addresses of badges. */
  readonly badgeProblem?: string;
  readonly place: ConsolePlace;
  readonly logLines: number;
  /** The name of the role that builds are started with. */
  readonly role: string;
}
