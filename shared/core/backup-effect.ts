import type { LeftOut, PointSummary, Verification } from './backup-record.ts';
import type { OwnEvent } from './own-event.ts';
import type { Instant } from './time.ts';

/** What backing up does to the world. Doing one twice adds nothing that could mislead a restore. */
export type BackupEffect =
  | WriteBundle
  | VerifyChain
  | { readonly kind: 'put-events'; readonly events: readonly OwnEvent[]; readonly at: Instant };

/** Its natural key is the place in the chain: who comes second finds the place taken. */
export interface WriteBundle {
  readonly kind: 'write-bundle';
  readonly backup: string;
  readonly repository: string;
  readonly chain: string;
  readonly sequence: number;
  readonly takenAt: Instant;
  readonly refs: ReadonlyMap<string, string>;
  readonly defaultBranch?: string;
  /** Tips that the chain already holds; none for a full bundle. */
  readonly haves: readonly string[];
  /** Tips that the chain does not hold. */
  readonly wants: readonly string[];
  readonly digest: string;
  readonly leftOut?: LeftOut;
}

/** Restores a chain up to this place into the scratch repository, and compares. */
export interface VerifyChain {
  readonly kind: 'verify-chain';
  readonly backup: string;
  readonly repository: string;
  readonly chain: string;
  readonly sequence: number;
  readonly at: Instant;
}

/** What became of an effect. A failure is a result: it is told and tried again, and keeps nobody else waiting. */
export type BackupResult =
  | { readonly kind: 'bundle-written'; readonly at: Instant; readonly point: PointSummary }
  | { readonly kind: 'backup-failed'; readonly at: Instant; readonly problem: string }
  | { readonly kind: 'chain-verified'; readonly verified: Verification }
  | { readonly kind: 'not-verified'; readonly at: Instant; readonly problem: string }
  | { readonly kind: 'events-put' }
  | { readonly kind: 'events-failed'; readonly at: Instant; readonly problem: string };
