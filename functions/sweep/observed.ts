import type { BranchRecord } from '../../shared/core/branch-record.ts';
import type { Build } from '../../shared/core/build.ts';
import type { ControllerError } from '../../shared/core/error.ts';
import type { Stored } from '../../shared/core/stored.ts';
import type { LookKind, SweepRecord, Thing } from '../../shared/core/sweep-record.ts';
import type { Instant } from '../../shared/core/time.ts';
import type { DueKeys } from '../../shared/store/due-work.ts';
import type { Looked } from './look-in-turn.ts';

/** The newest build of a project on a branch of those that run the same, beside what the record of it says. */
export interface BranchSeen {
  readonly branch: string;
  readonly build: Build;
  readonly record?: BranchRecord;
}

/** What looking at each kind of thing gives. */
export interface Found {
  /** Open pull requests that have no record, or one that is not looked at again. */
  readonly repository: { readonly unattended: readonly string[] };
  readonly project: { readonly branches: readonly BranchSeen[] };
  /** Whether there is no record, or one that is not looked at again. */
  readonly replica: { readonly isIdle: boolean };
  readonly backup: { readonly isIdle: boolean };
}

/** What became of the looks at each kind of thing; a kind of which nothing was to be looked at has empty lists. */
export type Looks = { readonly [Kind in LookKind]: Looked<Found[Kind]> };

/** What the decision rests on. */
export interface Observed {
  readonly now: Instant;
  readonly stored: Stored<SweepRecord> | undefined;
  /** Everything that has a turn in the hour. */
  readonly things: readonly Thing[];
  /** Why repositories and projects are not among them in this run. */
  readonly unlisted?: ControllerError;
  readonly due: DueKeys;
  readonly looks: Looks;
}
