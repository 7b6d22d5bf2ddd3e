import type { Instant } from '../core/time.ts';
import type { Oid, Refs } from './types.ts';

/** The two services of git's smart HTTP. */
export type GitService = 'git-upload-pack' | 'git-receive-pack';

/** What was sent and received so far, bodies only. */
export interface Traffic {
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** How long a server may take, in milliseconds. */
export interface Timeouts {
  /** For the connection, TLS included. */
  readonly connectMs: number;
  /** Without a single byte in either direction while we wait for the server. */
  readonly idleMs: number;
  /** For a listing as a whole. */
  readonly listMs: number;
  /** For a fetch or a push as a whole. */
  readonly transferMs: number;
}

/** A repository on a git server. Made by `openRemote`; `close` ends the connections that wait. */
export interface GitRemote {
  /** Without user name and password, without a slash at the end; fit for messages. */
  readonly url: string;
  readonly timeouts: Timeouts;
  /** A snapshot. */
  readonly traffic: Traffic;
  now(): Instant;
  /** What the server advertised when it was last listed, or was said to have when it was opened. */
  capabilities(service: GitService): readonly string[] | undefined;
  /** Remembers, or with `undefined` forgets, what a service can do. */
  learn(service: GitService, capabilities: readonly string[] | undefined): void;
  /** One HTTP request; rejects with a ControllerError for any status but 200. */
  exchange(request: GitRequest): Promise<GitAnswer>;
  close(): void;
}

export interface GitRequest {
  readonly method: 'GET' | 'POST';
  /** Below the repository's address, for example `/git-upload-pack`. */
  readonly path: string;
  readonly accept: string;
  readonly contentType?: string;
  /** A buffer is sent with its length and may be sent again; anything else is streamed once, on a fresh connection. */
  readonly body?: Buffer | AsyncIterable<Buffer>;
  readonly totalMs: number;
  /** False where a server may be silent for long (it checks a large pack). */
  readonly limitSilence?: boolean;
}

export interface GitAnswer {
  readonly contentType: string;
  /** Can be iterated once; leaving it early closes the connection. */
  readonly body: AsyncIterable<Buffer>;
  cancel(): void;
}

/** One answer of `info/refs`. */
export interface Advertisement {
  readonly service: GitService;
  /** `refs/heads/` and `refs/tags/` only. */
  readonly refs: Refs;
  readonly capabilities: readonly string[];
  /** The branch that HEAD names, where the server tells (CodeCommit does not). */
  readonly defaultBranch: string | undefined;
  /** The commit that HEAD is at; not listed by `git-receive-pack`, nor for an empty repository. */
  readonly head: Oid | undefined;
  /** Objects the server has besides those of `refs`: hidden refs, `.have` lines, HEAD. */
  readonly otherTips: readonly Oid[];
  /** Branches and tags whose names git's rules forbid or that are not UTF-8; they are not replicated. */
  readonly unfitNames: readonly string[];
  /** How many refs there are besides branches and tags: pull requests, notes, replacements. */
  readonly otherRefs: number;
}

/** A pack on its way. Iterate `bytes`, or call `cancel`; a source that fails rejects the iteration. */
export interface FetchedPack {
  readonly objects: number;
  /** False when haves were sent and the source knew none of them. */
  readonly inCommon: boolean;
  readonly bytes: AsyncIterable<Buffer>;
  cancel(): void;
}

/** What to ask `fetchPack` for. */
export interface PackRequest {
  readonly wants: readonly Oid[];
  readonly haves: readonly Oid[];
  /** What the receiver of the pack advertised: decides on thin packs and offset deltas. */
  readonly receiver: readonly string[];
}

/** What a replica said about one push. */
export interface PushReport {
  /** `undefined` when the pack was taken (or none was sent). */
  readonly unpackError: string | undefined;
  /** By ref: `undefined` for ok, else the replica's reason. A ref that is missing was not reported on. */
  readonly refs: ReadonlyMap<string, string | undefined>;
}

/** The head of a bundle file, format v2. */
export interface BundleHeader {
  readonly prerequisites: readonly Oid[];
  readonly refs: Refs;
}

export interface Bundle extends BundleHeader {
  /** Can be iterated once; leaving it early closes the file. */
  readonly pack: AsyncIterable<Buffer>;
  /** Closes the file, for a pack that nobody iterated; harmless otherwise. */
  close(): Promise<void>;
}
