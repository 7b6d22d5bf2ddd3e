import type { Build, TestTotals } from './build.ts';
import type { PostComment, StartBuild } from './effect.ts';
import type { PullRequest } from './pull-request.ts';
import type { Instant } from './time.ts';

/** Where pull requests are read. */
export interface PullRequests {
  /** Nothing when there is no such pull request. */
  get(id: string): Promise<PullRequest | undefined>;
  /** Ids of the open ones. */
  listOpen(repository: string): Promise<string[]>;
}

/** Which repositories there are. */
export interface RepositoryNames {
  /** Names of all repositories of the Region. */
  listRepositories(): Promise<string[]>;
}

/** Where comments are written. */
export interface Comments {
  /**
   * Gives the comment's id; the same token and content give the same comment. Fails with `comment-gone` when that was
   * deleted since, and with `token-used` when the token stands for another content.
   */
  post(comment: PostComment): Promise<string>;
  /** Fails with `comment-gone` when the comment was deleted or is somebody else's. */
  update(commentId: string, content: string): Promise<void>;
  /** The known comment when it is still there, else the first of ours; nothing when there is none. */
  findOurs(pullRequestId: string, wanted: OurComment): Promise<string | undefined>;
}

/** How a comment of ours is told from one that only looks like it. */
export interface OurComment {
  /** What it begins with. */
  readonly start: string;
  /** The name of the role that wrote it: anybody can write the same text. */
  readonly role: string;
  /** The id that was recorded. */
  readonly knownId?: string;
}

/** Where builds run. */
export interface Builds {
  start(request: StartBuild): Promise<Build>;
  /** Gives the build as it stands afterwards; nothing when there is no such build. */
  stop(buildId: string): Promise<Build | undefined>;
  /** At most 100 ids; unknown ones are left out. */
  get(buildIds: readonly string[]): Promise<Build[]>;
  /** Builds of the project that started at or after `since`, newest first. */
  listSince(project: string, since: Instant): Promise<Build[]>;
  /** Totals over the test reports; nothing while none has been written. */
  testTotals(reportArns: readonly string[]): Promise<TestTotals | undefined>;
  /** The plan of a build of this project that overrides nothing; nothing when there is no such project. */
  planOfProject(project: string): Promise<string | undefined>;
}

/** A log, or the part of it from one instant to before another. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
  readonly from?: Instant;
  readonly until?: Instant;
}

/** Where a build's log is read. */
export interface BuildLogs {
  /**
   * The end of the log or of the named part of it, oldest line first: as much as is enough, or all there is, up to half a
   * megabyte; a line that is too long to look through is cut. Empty when there is nothing yet.
   */
  tail(log: LogPlace, isEnough: (lines: readonly string[]) => boolean): Promise<readonly string[]>;
}

/** Wakes a function for something that is due. Returns when the request has been accepted. */
export interface Waker {
  wake(functionName: string, request: Readonly<Record<string, string>>): Promise<void>;
}

/** Keeps an event that nobody could take, with the reason. */
export interface DeadLetters {
  keep(event: unknown, reason: string): Promise<void>;
}

/** Gives the key by which badge links are signed. */
export interface SigningKey {
  get(): Promise<string>;
}

/** What time it is. */
export interface Clock {
  now(): Instant;
}

/** What a function takes from the machine it runs on. */
export interface System {
  readonly clock: Clock;
  /** A name for one run; no two runs share one. */
  newRunId(): string;
}
