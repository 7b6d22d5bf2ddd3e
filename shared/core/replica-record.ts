import type { OwnEvent } from './own-event.ts';
import type { DefaultBranches, ForeignRef, RefMap, Traffic } from './replication.ts';
import type { Instant } from './time.ts';

/** Which replica: a repository's, in a Region. */
export interface ReplicaKey {
  readonly repository: string;
  readonly region: string;
}

/** Why a ref of the replica is not what the source has, for a person to look at. */
export interface RefTrouble {
  /** `refused`: the replica will not take it. `kept`: the policy leaves it. `diverged`: somebody else wrote it. */
  readonly kind: 'refused' | 'kept' | 'diverged';
  /** What the source has; absent for a ref that it lacks. */
  readonly wanted?: string;
  /** What somebody else wrote there. */
  readonly found?: string;
  readonly reason: string;
  readonly since: Instant;
  /** When it was last tried, for `refused`. */
  readonly triedAt: Instant;
}

/** Attempts that failed one after the other, nothing between them having worked. */
export interface Failure {
  readonly attempts: number;
  readonly since: Instant;
  readonly at: Instant;
  /** A sentence for people. */
  readonly reason: string;
  /** Set once a run that pushed one ref at a time has died: only a build is long enough for what is left. */
  readonly takeOver?: TakeOver;
}

/** When a build may take over, and how many have done so since something last worked. */
export interface TakeOver {
  readonly from: Instant;
  readonly builds: number;
}

/** Large files that commits point to (Git LFS); git does not carry them, so they are not on the replica. */
export interface LargeFiles {
  /** Pointers seen in packs so far, and the size of what they point to. */
  readonly pointers: number;
  readonly bytes: number;
  /** Patterns that `.gitattributes` gives to LFS on the default branch. */
  readonly patterns: readonly string[];
  /** What of them is not here, because there are too many; a sentence for people. */
  readonly cut?: string;
  /** Some packs were too large to look into. */
  readonly incomplete?: boolean;
  /** The commit whose `.gitattributes` was read. */
  readonly readAt?: string;
  /** Why it could not be read since; a sentence for people. */
  readonly problem?: string;
}

/** What is to be done next in one run. */
export type Step =
  | 'push-update'
  | 'sync-refs'
  | 'start-build'
  | 'look-at-build'
  | 'create-replica'
  | 'set-default-branch'
  | 'announce'
  | 'done';

/** How far a run has come. One that is found by another run was left behind by a run that died. */
export interface Turn {
  readonly id: string;
  readonly step: Step;
  /** Looks at both sides so far. */
  readonly syncs: number;
}

/** What is remembered of a replica. */
export interface ReplicaRecord extends ReplicaKey {
  /** The name of the replication in drawbridge.yml. */
  readonly name: string;
  readonly from: string;
  /** What was last replicated, by full ref name. Absent before the first look, and when they are too many to keep. */
  readonly refs?: RefMap;
  /** Since when the source lacks a ref that the replica has. */
  readonly missingSince: Readonly<Record<string, Instant>>;
  /** When both sides were last listed. */
  readonly listedAt?: Instant;
  /** The time of the newest event that went straight through. */
  readonly movedAt?: Instant;
  /** When every difference was last one that the policy wants. */
  readonly verifiedAt?: Instant;
  readonly digests?: { readonly source: string; readonly replica: string };
  readonly defaultBranches: DefaultBranches;
  /** The time of the oldest event that is not on the replica yet. */
  readonly pendingSince?: Instant;
  /** Refs that were begun and not finished, because time ran out or somebody else was faster. */
  readonly behind: number;
  /** By ref; those that fit, at most 100. */
  readonly troubles: Readonly<Record<string, RefTrouble>>;
  readonly failure?: Failure;
  /** The build that has taken over, while it is under way; it was last looked at then, or started. */
  readonly handedOver?: { readonly buildId: string; readonly at: Instant; readonly lookedAt: Instant };
  readonly largeFiles?: LargeFiles;
  readonly traffic: Traffic;
  /** The lag was told and is not over. */
  readonly lagTold?: boolean;
  /** Foreign writes that were replaced, by a run or a build, and are to be told. */
  readonly replaced?: readonly ForeignRef[];
  /** How many more there were than are told one by one. */
  readonly replacedMore?: number;
  /** Events that could not be put on the bus yet. */
  readonly untold: readonly OwnEvent[];
  /** How many more were given up, because so many waited. */
  readonly untoldLost?: number;
  /** Why they could not; a sentence for people. */
  readonly untoldReason?: string;
  readonly turn?: Turn;
}

/** The record of a replica that nothing is known of. */
export function newReplica(
  place: ReplicaKey & { readonly name: string; readonly from: string },
): ReplicaRecord {
  return {
    ...place,
    missingSince: {},
    defaultBranches: {},
    behind: 0,
    troubles: {},
    traffic: { requests: 0, bytesSent: 0, bytesReceived: 0 },
    untold: [],
  };
}

/**
 * How long the replica has been behind: since the oldest event that is not on it, or, when nobody can look, since
 * then. Zero when it is not known to be behind.
 */
export function lagOf({ pendingSince, failure }: ReplicaRecord, now: Instant): number {
  const since = Math.min(pendingSince ?? now, failure?.since ?? now);
  return Math.max(0, now - since);
}

/** The refs in trouble of one kind. */
export function troubled(record: ReplicaRecord, kind: RefTrouble['kind']): string[] {
  return Object.entries(record.troubles).flatMap(([ref, trouble]) => (trouble.kind === kind ? [ref] : []));
}
