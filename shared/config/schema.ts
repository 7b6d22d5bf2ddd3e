import * as z from 'zod';
import { Backups } from './backup.ts';
import { Deploy } from './deploy.ts';
import { rejectRedactionPattern } from './redaction-pattern.ts';
import { Replication } from './replication.ts';
import { Defaults, Repositories, withDefaults } from './repositories.ts';

const StatusComment = z
  .strictObject({
    'log-lines': z
      .int()
      .min(5)
      .max(60)
      .default(20)
      .describe('How many lines of the log a failed build shows.'),
  })
  .transform((comment) => ({ logLines: comment['log-lines'] }));

/** A regular expression; `linearPattern` makes of it what it is used as. */
const RedactionPattern = z
  .string()
  .max(200, 'a pattern has at most 200 characters')
  .superRefine((source, context) => {
    const reason = rejectRedactionPattern(source);
    if (reason !== undefined) context.addIssue(`the pattern ${reason}`);
  });

/**
 * `drawbridge.yml`: what a team may write, and what is made of it. Strict: a key that is not here is a problem.
 * Rules that hold between entries are in `check-*.ts`, so that they are reported beside every other problem.
 */
export const Config = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    defaults: Defaults.describe('What holds for every repository whose entry does not say otherwise.'),
    repositories: Repositories.describe(
      'The CodeCommit repositories that are looked after, by name or pattern; of several that fit, the longest holds.',
    ),
    replication: Replication.default({}).describe(
      'The replicas of repositories in other Regions, by any name.',
    ),
    backup: Backups,
    'status-comment': StatusComment.prefault({}).describe('The comment each pull request gets.'),
    redact: z
      .array(RedactionPattern)
      .max(50, 'at most 50 patterns')
      .default([])
      .describe('Regular expressions of what is removed from every excerpt, besides well-known secrets.'),
    deploy: Deploy.prefault({}),
  })
  .transform(({ version, defaults, repositories, replication, backup, redact, deploy, ...rest }) => ({
    version,
    repositories: withDefaults(repositories, defaults),
    replication,
    backup,
    statusComment: rest['status-comment'],
    redact,
    deploy,
  }));

type Everything = z.output<typeof Config>;

/** The configuration as the functions get it: defaults filled in, durations in milliseconds. */
export type Config = Omit<Everything, 'deploy'>;

/** What the whole file says: for the functions, and for the deployment, which no function knows of. */
export interface ConfigFile {
  readonly config: Config;
  readonly deploy: Everything['deploy'];
}
