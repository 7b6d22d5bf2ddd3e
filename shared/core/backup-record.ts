import type { Instant } from './time.ts';

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
}

/** What came of restoring a point into the scratch repository. */
export interface Verification {
  readonly chain: string;
  readonly sequence: number;
  readonly at: Instant;
  /** Why it could not be restored as it was; absent when it was. */
  readonly problem?: string;
}

/** Why the last try failed, and since when tries fail. */
export interface BackupProblem {
  readonly text: string;
  readonly since: Instant;
  readonly tries: number;
}

/** What is known of one backup. The bucket holds all that restoring needs; this only saves looking there. */
export interface BackupRecord {
  readonly backup: string;
  readonly repository: string;
  /** When the repository was last compared with its newest point. */
  readonly checkedAt?: Instant;
  readonly newest?: PointSummary;
  readonly verified?: Verification;
  readonly problem?: BackupProblem;
  /** Events that have not been sent yet. */
  readonly news: readonly BackupNews[];
}

/** One of our own events (docs/events.md), before it is sent. */
export type BackupNews =
  | { readonly type: 'Backup Made'; readonly point: PointSummary }
  | { readonly type: 'Backup Failed'; readonly problem: string }
  | { readonly type: 'Backup Verified'; readonly chain: string; readonly sequence: number }
  | {
      readonly type: 'Backup Damaged';
      readonly chain: string;
      readonly sequence: number;
      readonly problem: string;
    };
