import * as z from 'zod';
import type { BackupRules } from '../core/backup-rules.ts';
import { DurationText, parseDuration } from './duration.ts';
import { RegionName } from './region-name.ts';
import { RepositoryName } from './repository-name.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** It stands in keys of the bucket and in the name of the scratch repository: keep it plain. */
const BackupName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'a backup name has 1 to 40 lower-case letters, digits and hyphens, and begins with a letter or digit',
  );

function duration({
  least,
  most,
  unitMs,
  words,
}: {
  least: number;
  most: number;
  unitMs: number;
  words: string;
}) {
  return DurationText.transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== undefined && ms % unitMs === 0 && ms >= least && ms <= most) return ms;
    context.issues.push({ code: 'custom', input: text, message: words });
    return z.NEVER;
  });
}

const Every = duration({
  least: HOUR_MS,
  most: 30 * DAY_MS,
  unitMs: 1,
  words: 'a backup is made every 1h to 30d, such as 6h or 1d',
});

const FullEvery = duration({
  least: DAY_MS,
  most: 365 * DAY_MS,
  unitMs: 1,
  words: 'a full backup is made every 1d to 365d, such as 30d',
});

/** S3 expires objects by whole days. */
const Keep = duration({
  least: DAY_MS,
  most: 3650 * DAY_MS,
  unitMs: DAY_MS,
  words: 'backups are kept for whole days between 1d and 3650d, such as 90d',
});

const Backup = z
  .strictObject({
    repository: RepositoryName.describe('The CodeCommit repository that is backed up.'),
    region: RegionName.optional().describe('The Region whose stack makes it; every stack when left out.'),
    every: Every.prefault('1d').describe(
      'How often it is looked at; nothing is written when nothing changed.',
    ),
    'full-every': FullEvery.prefault('30d').describe(
      'How old a full backup becomes before the next one; what comes between holds only what is new.',
    ),
    keep: Keep.prefault('90d').describe('How far back it can be restored.'),
  })
  .transform((backup, context): BackupRules => {
    const { repository, region, every, keep } = backup;
    const fullEvery = backup['full-every'];
    if (fullEvery < every)
      context.issues.push({
        code: 'custom',
        path: ['full-every'],
        input: `${fullEvery / HOUR_MS}h`,
        message: 'a full backup cannot be made more often than a backup: full-every is at least every',
      });
    const times = { everyMs: every, fullEveryMs: fullEvery, keepMs: keep };
    return region === undefined ? { repository, ...times } : { repository, region, ...times };
  });

/** The `backup` part of `drawbridge.yml`: which repositories are backed up, how often, and for how long. */
export const Backups = z
  .record(BackupName, Backup)
  .refine((backups) => Object.keys(backups).length <= 100, 'at most 100 backups')
  .default({})
  .describe('Backups to S3, by name.');
