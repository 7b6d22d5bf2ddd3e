import { defineOffer } from '../offer.ts';

/** What to put where. */
export interface CheckOut {
  readonly repository: string;
  /** A branch, a tag, a commit id, `refs/heads/x` or `refs/heads/x^{sha}`; the default branch when absent. */
  readonly version?: string | undefined;
  /** Made when missing; it should be empty. */
  readonly folder: string;
  /** Commits of history that come with it; all when absent or 0. */
  readonly depth?: number | undefined;
}

/** The files of that version are in the folder, and the commit's id is given; or an `AwsError`: no such repository or commit. */
export const checkOut = defineOffer<[request: CheckOut], Promise<string>>('codecommit.checkOut');
