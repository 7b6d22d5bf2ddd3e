import * as z from 'zod/mini';

/** What this function is asked: to look after one backup. */
export interface BackupRequest {
  readonly backup: string;
  /** Somebody wants it now, whether it is due or not. */
  readonly requested: boolean;
}

const BackupName = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

const DueWork = z.object({ drawbridge: z.literal('due'), backup: BackupName });

/** For operators: `aws lambda invoke --payload '{"drawbridge":"back-up","backup":"ledger"}'`. */
const OnDemand = z.object({ drawbridge: z.literal('back-up'), backup: BackupName });

/** What the function accepts; only the fields it reads. */
export const Event = z.union([
  z.pipe(
    DueWork,
    z.transform(({ backup }): BackupRequest => ({ backup, requested: false })),
  ),
  z.pipe(
    OnDemand,
    z.transform(({ backup }): BackupRequest => ({ backup, requested: true })),
  ),
]);
