import type { OwnEvent } from './own-event.ts';
import type { Instant } from './time.ts';

/** Object ids by full ref name. */
export type RefMap = Readonly<Record<string, string>>;

/** What git over HTTP cost. */
export interface Traffic {
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** Full names of the default branches, as far as there are any. */
export interface DefaultBranches {
  readonly source?: string;
  readonly replica?: string;
}

/** A branch that an event says was moved. */
export interface BranchMove {
  readonly ref: string;
  readonly old: string;
  readonly new: string;
}

/** Large files that were pointed to in what passed. */
export interface LargeFilesSeen {
  readonly pointers: number;
  readonly bytes: number;
  readonly complete: boolean;
}

/** What a look at both sides needs to know. */
export interface SyncOrder {
  readonly lastReplicated?: RefMap;
  readonly missingSince: Readonly<Record<string, Instant>>;
  /** Refs that the replica refused, with the value that was refused (none: a deletion); they are not tried again. */
  readonly quarantined: Readonly<Record<string, string | null>>;
  readonly refsPerPush?: number;
  /** `.gitattributes` is read, unless it is known already at the tip; absent: it is not. */
  readonly attributes?: { readonly knownAt?: string };
}

/** What became of one ref. */
export interface RefOutcome {
  readonly ref: string;
  readonly new?: string;
  readonly kind: 'create' | 'update' | 'delete' | 'backup';
  readonly status: 'done' | 'refused' | 'raced' | 'left';
  readonly reason?: string;
}

/** A ref that differs and stays as it is. */
export interface RefKept {
  readonly ref: string;
  readonly rule: string;
  readonly reason: string;
  /** A person should look. */
  readonly alarm: boolean;
}

/** A ref of the replica that somebody else wrote, and what was done about it. */
export interface ForeignRef {
  readonly ref: string;
  /** What they wrote. */
  readonly found: string;
  /** `contained`: the source's history holds it, so nothing was lost. */
  readonly treatment: 'kept' | 'backed-up' | 'overwritten' | 'contained';
}

/** What `.gitattributes` gives to LFS at a commit, with a sentence when that is not all of it, or why it could not be read. */
export type AttributesSeen =
  | { readonly commit: string; readonly patterns: readonly string[]; readonly cut?: string }
  | { readonly problem: string };

/** What a look at both sides found and did; refs in the policy's scope only. */
export interface SyncOutcome {
  /** When the first side was listed. */
  readonly listedAt: Instant;
  readonly source: RefMap;
  readonly replica: RefMap;
  readonly results: readonly RefOutcome[];
  readonly kept: readonly RefKept[];
  readonly foreign: readonly ForeignRef[];
  readonly vanished: readonly string[];
  readonly digests: { readonly source: string; readonly replica: string };
  readonly defaultBranches: DefaultBranches;
  readonly largeFiles: LargeFilesSeen;
  /** Read when the default branch had moved since. */
  readonly attributes?: AttributesSeen;
  readonly traffic: Traffic;
}

/** One replica and its source, as far as a run acts on them. */
export interface Replica {
  /** Two requests; `needs-sync` when anything does not fit, and then nothing was changed. */
  pushUpdate(
    move: BranchMove,
    options: { readonly onlyFastForward: boolean },
  ): Promise<
    | { readonly kind: 'replicated'; readonly largeFiles: LargeFilesSeen; readonly traffic: Traffic }
    | { readonly kind: 'needs-sync'; readonly reason: string; readonly traffic: Traffic }
  >;
  sync(order: SyncOrder): Promise<SyncOutcome | 'replica-missing'>;
  /** With the source's description and tags; it may exist already. */
  create(): Promise<void>;
  /** Takes the full name of a branch that the replica has. */
  setDefaultBranch(ref: string): Promise<void>;
}

/** The build project that brings a replica up to date when no run of the function is long enough. */
export interface ReplicationRunner {
  /** The same token gives the same build for five minutes. */
  start(order: { readonly replication: string; readonly token: string }): Promise<string>;
  look(buildId: string): Promise<BuildSeen>;
}

/** Where such a build stands; `failed` with a sentence for people. */
export type BuildSeen =
  | { readonly state: 'under-way' }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly reason: string };

/** Everything replication does to the world. Refs move by compare-and-swap; the rest may be done twice. */
export type ReplicationEffect =
  | ({ readonly kind: 'push-update'; readonly onlyFastForward: boolean } & BranchMove)
  | ({ readonly kind: 'sync-refs' } & SyncOrder)
  | { readonly kind: 'create-replica' }
  | { readonly kind: 'set-default-branch'; readonly ref: string }
  | { readonly kind: 'start-build'; readonly replication: string; readonly token: string }
  | { readonly kind: 'look-at-build'; readonly buildId: string }
  | { readonly kind: 'put-events'; readonly events: readonly OwnEvent[] };

/** What became of an effect. A failure is a result: it is written down, told, and tried again later. */
export type ReplicationResult =
  | ({ readonly kind: 'update-pushed'; readonly at: Instant; readonly largeFiles: LargeFilesSeen } & Costs &
      BranchMove)
  | ({ readonly kind: 'update-unfit'; readonly reason: string } & Costs)
  | ({ readonly kind: 'synced'; readonly at: Instant } & SyncOutcome)
  | { readonly kind: 'replica-missing' }
  | { readonly kind: 'replica-created' }
  | { readonly kind: 'default-branch-set'; readonly ref: string }
  | { readonly kind: 'build-started'; readonly buildId: string; readonly at: Instant }
  | ({ readonly kind: 'build-seen'; readonly at: Instant } & BuildSeen)
  | { readonly kind: 'events-put' }
  | { readonly kind: 'events-kept'; readonly events: readonly OwnEvent[]; readonly reason: string }
  | { readonly kind: 'failed'; readonly at: Instant; readonly reason: string };

interface Costs {
  readonly traffic: Traffic;
}
