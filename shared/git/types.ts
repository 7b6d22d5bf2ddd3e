import type { Instant } from '../core/time.ts';
import type { Advertisement, GitRemote, Traffic } from './remote-types.ts';

/** An object's name: 40 hexadecimal digits (SHA-1 repositories only, as CodeCommit's are). */
export type Oid = string;

/** Branches and tags by full name (`refs/heads/main`), an annotated tag with the id of its tag object. */
export type Refs = ReadonlyMap<string, Oid>;

/** Moves one ref from `old` to `new`; `old` is absent to create, `new` is absent to delete. */
export interface RefUpdate {
  readonly ref: string;
  readonly old: Oid | undefined;
  readonly new: Oid | undefined;
}

/** What to do with refs; of `rules` the first that matches the ref and names the setting decides. */
export interface ReplicationPolicy {
  /** Full ref names in which `*` stands for any text; refs that match none are left alone on both sides. Absent: all. */
  readonly refs?: readonly string[];
  readonly rules: readonly PolicyRule[];
  /** Nothing is pruned when more than this share of the replica's refs vanished at once; 1 switches this off. */
  readonly maxVanishedShare: number;
}

export interface PolicyRule extends Partial<RefSettings> {
  /** Full ref name in which `*` stands for any text, for example `refs/heads/release/*`. */
  readonly refs: string;
}

export interface RefSettings {
  /** A branch that is moved to where its history is lost, or a tag that is moved at all. */
  readonly forcePush: 'follow' | 'refuse' | 'follow-after-backup';
  /** A ref that the source does not have (any more). */
  readonly prune: 'never' | 'immediate' | { readonly afterMs: number };
  /** A ref that somebody else wrote on the replica. */
  readonly divergence: 'overwrite' | 'keep-and-alarm' | 'backup';
}

/** What a plan is made of. */
export interface PlanInput {
  readonly source: Refs;
  readonly replica: Refs;
  readonly policy: ReplicationPolicy;
  readonly now: Instant;
  /** What was last replicated, ref by ref; absent when nobody remembers, and then all of it may be foreign. */
  readonly lastReplicated?: Refs;
  /** Since when the source lacks a ref, for `prune: { afterMs }`. */
  readonly missingSince?: ReadonlyMap<string, Instant>;
  /** Verdicts of `isFastForward`, by `fastForwardKey`. Without one a question is asked in the plan. */
  readonly fastForward?: ReadonlyMap<string, boolean>;
  /** The replica's default branch, which no server lets go; it is kept. */
  readonly defaultBranch?: string;
  /** What the replica refused before, ref by ref (`undefined`: the deletion); it is kept until the ref moves. */
  readonly quarantined?: ReadonlyMap<string, Oid | undefined>;
}

export interface UpdatePlan {
  /** To be done, and to have succeeded, before the update of `saves`. */
  readonly backups: readonly Backup[];
  /** Deletions first, then creations and updates. */
  readonly updates: readonly RefUpdate[];
  /** Refs that differ and stay as they are, each with its reason. */
  readonly kept: readonly KeptRef[];
  /** Writes on the replica that did not come from the source, whatever is done about them. */
  readonly foreign: readonly ForeignWrite[];
  /** Refs the replica has and the source has not: what `missingSince` is to remember. */
  readonly vanished: readonly string[];
  /** The plan is not complete before these are answered by `isFastForward` on the source. */
  readonly questions: readonly FastForwardQuestion[];
}

export interface Backup extends RefUpdate {
  /** The ref whose old value is saved. */
  readonly saves: string;
}

export interface KeptRef {
  readonly ref: string;
  readonly rule:
    | 'prune-never'
    | 'prune-later'
    | 'source-empty'
    | 'too-many-vanished'
    | 'default-branch'
    | 'force-push-refused'
    | 'name-taken'
    | 'backup-name-taken'
    | 'foreign-write'
    | 'reserved-name'
    | 'unfit-name'
    | 'quarantined';
  /** A sentence for people. */
  readonly reason: string;
  /** True when a person should look. */
  readonly alarm: boolean;
}

export interface ForeignWrite {
  readonly ref: string;
  readonly found: Oid;
  /** What was last replicated; absent when the ref is none of ours. */
  readonly expected: Oid | undefined;
}

export interface FastForwardQuestion {
  readonly ref: string;
  readonly old: Oid;
  readonly new: Oid;
}

/** What became of one ref update. */
export interface UpdateResult extends RefUpdate {
  readonly kind: 'create' | 'update' | 'delete' | 'backup';
  /**
   * `done`: the replica confirmed it. `refused`: the replica or the source will not, `reason` says why, and a
   * repeat will not help. `raced`: the replica was moved by somebody else; list again. `planned`: a dry run.
   * `left`: not tried, because time ran out.
   */
  readonly status: 'done' | 'refused' | 'raced' | 'planned' | 'left';
  readonly reason?: string;
}

export interface SyncRequest {
  readonly source: GitRemote;
  readonly replica: GitRemote;
  readonly policy: ReplicationPolicy;
  readonly now: Instant;
  readonly lastReplicated?: Refs;
  readonly missingSince?: ReadonlyMap<string, Instant>;
  readonly defaultBranch?: string;
  /** As in `PlanInput`. */
  readonly quarantined?: ReadonlyMap<string, Oid | undefined>;
  /**
   * Created first: the first branch an empty CodeCommit repository gets becomes its default. When absent it is the
   * one that HEAD names at the source, or, as CodeCommit does not tell, one that is where HEAD is.
   */
  readonly firstBranch?: string;
  /** Plan only; nothing is written. */
  readonly dryRun?: boolean;
  /** At most this many refs in one push; never more than 4,000. Smaller ones make a large seed resumable. */
  readonly refsPerPush?: number;
  /** No further push is begun after this moment of the remote's clock; the rest is `left`. */
  readonly stopAt?: Instant;
  /** Told after every push, for a progress bar. */
  readonly onProgress?: (progress: SyncProgress) => void;
}

export interface SyncProgress {
  readonly refsDone: number;
  readonly refsTotal: number;
  readonly bytesSent: number;
}

export interface SyncReport {
  readonly source: Advertisement;
  /** The replica's refs after this run, as far as it confirmed them. */
  readonly replicaRefs: Refs;
  readonly results: readonly UpdateResult[];
  readonly kept: readonly KeptRef[];
  readonly foreign: readonly ForeignWrite[];
  readonly vanished: readonly string[];
  /** Digests of the refs in the policy's scope; equal digests mean equal content. */
  readonly digests: { readonly source: string; readonly replica: string };
  /** True when the digests are equal and nothing was refused, raced or left. */
  readonly inSync: boolean;
  /** Large files that the pushed commits point to, which git does not carry. */
  readonly lfs: LfsFinding;
  readonly traffic: { readonly source: Traffic; readonly replica: Traffic };
}

/** Git LFS pointers seen in packs that passed. `complete` is false when some pack was too large to look into. */
export interface LfsFinding {
  readonly pointers: readonly LfsPointer[];
  readonly complete: boolean;
}

export interface LfsPointer {
  /** SHA-256 of the large file. */
  readonly oid: string;
  readonly size: number;
}

/** The event fast path's outcome. `needs-sync` is no failure: it says why `syncRefs` has to look. */
export type PushUpdateResult =
  | { readonly kind: 'replicated'; readonly objects: number; readonly lfs: LfsFinding }
  | { readonly kind: 'needs-sync'; readonly reason: string };
