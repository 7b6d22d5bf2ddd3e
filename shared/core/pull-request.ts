/** A pull request as it stands in CodeCommit. */
export interface PullRequest {
  readonly id: string;
  readonly repository: string;
  readonly status: 'open' | 'merged' | 'closed';
  /** Branch names without `refs/heads/`. */
  readonly sourceBranch: string;
  readonly destinationBranch: string;
  /** The tip of the source branch: what is built, and what the comment is about. */
  readonly sourceCommit: string;
  readonly destinationCommit: string;
  /** Only when merged; CodeCommit may take a moment to tell. */
  readonly mergeCommit?: string;
}
