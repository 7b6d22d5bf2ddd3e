import type { PullRequestEvent } from '@aws-sdk/client-codecommit';

/** The three ways CodeCommit merges. */
export type MergeOption = 'FAST_FORWARD_MERGE' | 'SQUASH_MERGE' | 'THREE_WAY_MERGE';

/** A rule that must be satisfied before a pull request can be merged. */
export interface ApprovalRule {
  readonly id: string;
  readonly name: string;
  content: string;
  readonly creationDate: Date;
  lastModifiedDate: Date;
  lastModifiedUser: string;
  /** The template it was made from, when it was. */
  readonly origin: { readonly id: string; readonly name: string } | undefined;
}

/** How and by whom a pull request was merged. */
export interface Merge {
  readonly mergedBy: string;
  readonly commitId: string;
  readonly option: MergeOption;
}

/** What was said about one revision of a pull request. */
export interface RevisionReview {
  /** The last word of each person, by ARN. */
  readonly approvals: Map<string, 'APPROVE' | 'REVOKE'>;
  /** Who set the rules aside. */
  overriddenBy: string | undefined;
}

/** One pull request. CodeCommit allows one target. */
export interface PullRequest {
  readonly id: string;
  title: string;
  description: string | undefined;
  readonly repositoryName: string;
  readonly authorArn: string;
  readonly clientRequestToken: string | undefined;
  readonly creationDate: Date;
  /** Does not move on approval or override (facts on the events, section 3); the events carry it. */
  lastModifiedDate: Date;
  lastActivityDate: Date;
  status: 'OPEN' | 'CLOSED';
  readonly sourceReference: string;
  readonly destinationReference: string;
  sourceCommit: string;
  destinationCommit: string;
  mergeBase: string | undefined;
  /** New with every update of the source branch. */
  revisionId: string;
  merge: Merge | undefined;
  rules: ApprovalRule[];
  /** By revision: an approval counts for the revision it was given for. */
  readonly reviews: Map<string, RevisionReview>;
  readonly events: PullRequestEvent[];
}
