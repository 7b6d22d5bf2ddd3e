import { defineState } from '../../kernel/world.ts';
import type { Comment } from './comments/comment-state.ts';
import type { PullRequest } from './pull-requests/pull-request-state.ts';

/** What a repository is besides its git objects and refs, which the git backend keeps. */
export interface Repository {
  readonly name: string;
  readonly id: string;
  description: string | undefined;
  /** The first branch that was pushed, until UpdateDefaultBranch names another one. */
  defaultBranch: string | undefined;
  readonly creationDate: Date;
  lastModifiedDate: Date;
  readonly tags: Map<string, string>;
  /** Names of the approval rule templates whose rules new pull requests get. */
  readonly templates: Set<string>;
  triggers: { readonly configurationId: string; readonly list: readonly RepositoryTrigger[] };
}

/** Where changes of refs are told besides EventBridge. */
export interface RepositoryTrigger {
  readonly name: string;
  readonly destinationArn: string;
  readonly customData: string | undefined;
  readonly branches: readonly string[];
  readonly events: readonly string[];
}

/** A rule that pull requests of associated repositories get when they are created. */
export interface ApprovalRuleTemplate {
  readonly id: string;
  name: string;
  description: string | undefined;
  content: string;
  readonly creationDate: Date;
  lastModifiedDate: Date;
  lastModifiedUser: string;
}

/** What a client request token stands for: the call it came with, and what that call made. */
export interface UsedToken {
  readonly request: string;
  readonly id: string;
}

/** CodeCommit per account and Region: pull request ids are unique here, not per repository. */
export const codeCommitState = defineState('codecommit', () => ({
  /** By name. */
  repositories: new Map<string, Repository>(),
  /** By id. */
  pullRequests: new Map<string, PullRequest>(),
  lastPullRequestId: 0,
  /** By id, in the order of their creation. */
  comments: new Map<string, Comment>(),
  /** By name. */
  templates: new Map<string, ApprovalRuleTemplate>(),
  /** By operation and client request token. */
  tokens: new Map<string, UsedToken>(),
}));
