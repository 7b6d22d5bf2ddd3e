import type { OwnEvent } from './own-event.ts';
import type { Instant } from './time.ts';

/** Branches and tags of the repository that are in no backup, because no server can be given their names. */
export interface LeftOut {
  readonly count: number;
  /** Why the first of them is not, a sentence without its end. */
  readonly first: string;
}

/** A state of a repository that can be restored, as far as a record has to know it. */
export interface PointSummary {
  /** The time at which the chain's full bundle was begun: `20261123T072800Z`. */
  readonly chain: string;
  /** 0 for the full bundle, then counting up. */
  readonly sequence: number;
  readonly takenAt: Instant;
  /** SHA-256 over the refs, as `refsDigest` computes it. */
  readonly digest: string;
  readonly defaultBranch?: string;
  readonly refs: number;
  /** Size of the bundle; 0 when only refs moved and none was needed. */
  readonly bytes: number;
  readonly leftOut?: LeftOut;
}

/** What came of restoring a point into the scratch repository. */
export interface Verification {
  readonly chain: string;
  readonly sequence: number;
  readonly at: Instant;
  /** Why it could not be restored as it was; absent when it was. */
  readonly problem?: string;
}

/** Why the last try failed, and for how long tries have been failing. */
export interface BackupProblem {
  readonly text: string;
  readonly since: Instant;
  readonly at: Instant;
  readonly tries: number;
}

/** What is known of one backup. The bucket holds all that restoring needs; this only saves looking there. */
export interface BackupRecord {
  readonly backup: string;
  readonly repository: string;
  /** When the repository was last found to be as its newest point says, or made so. */
  readonly checkedAt?: Instant;
  readonly newest?: PointSummary;
  readonly problem?: BackupProblem;
  readonly verified?: Verification;
  /** Why verifying did not come to a result, which says nothing about the bundles. */
  readonly unverified?: { readonly at: Instant; readonly text: string };
  /** Events that are still to be put on the bus. */
  readonly news: readonly OwnEvent[];
  /** How many more were given up, because so many waited. */
  readonly newsLost?: number;
  /** When that was last tried in vain, and why it was. */
  readonly newsProblem?: { readonly at: Instant; readonly text: string };
}
