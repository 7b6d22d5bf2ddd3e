import type { Build } from './build.ts';

/**
 * Everything the controller does to the world. Each effect carries a natural key (a token, an id) by which doing
 * it twice is doing it once.
 */
export type Effect =
  | StartBuild
  | { readonly kind: 'stop-build'; readonly buildId: string }
  | PostComment
  | { readonly kind: 'update-comment'; readonly commentId: string; readonly content: string };

export interface StartBuild {
  readonly kind: 'start-build';
  readonly check: string;
  readonly project: string;
  readonly repository: string;
  readonly commit: string;
  /** Valid for five minutes at CodeBuild: the same token gives the same build. */
  readonly token: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface PostComment {
  readonly kind: 'post-comment';
  readonly pullRequestId: string;
  readonly repository: string;
  /** The tip of the destination branch, then the tip of the source branch: this order, many tools swap it. */
  readonly beforeCommit: string;
  readonly afterCommit: string;
  readonly content: string;
  readonly token: string;
}

/** What became of an effect. A refusal that a person must mend is a result, not an exception. */
export type EffectResult =
  | { readonly kind: 'build-started'; readonly check: string; readonly commit: string; readonly build: Build }
  | {
      readonly kind: 'build-refused';
      readonly check: string;
      readonly commit: string;
      readonly problem: string;
    }
  | {
      readonly kind: 'build-postponed';
      readonly check: string;
      readonly commit: string;
      readonly problem: string;
    }
  | { readonly kind: 'build-stopped'; readonly buildId: string; readonly build?: Build }
  | { readonly kind: 'comment-written'; readonly commentId: string; readonly content: string }
  | { readonly kind: 'comment-found'; readonly commentId: string }
  | { readonly kind: 'comment-gone' };

/** Waking a function for something that is due; the only effect of the sweep. Waking twice does no harm. */
export interface Wake {
  readonly kind: 'wake';
  readonly function: 'validate-pull-request' | 'report-build' | 'replicate-repository' | 'back-up-repository';
  readonly request: Readonly<Record<string, string>>;
}
