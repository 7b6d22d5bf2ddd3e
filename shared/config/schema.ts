import * as z from 'zod';
import { Backups } from './backup.ts';
import { Deploy } from './deploy.ts';
import { parseDuration } from './duration.ts';
import { rejectRedactionPattern } from './redaction-pattern.ts';
import { Replication } from './replication.ts';
import { RepositoryName } from './repository-name.ts';

const MINUTE_MS = 60_000;

/**
 * CodeBuild's rule for project names: 2 to 255 characters.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html
 */
const ProjectName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{1,254}$/,
    'a CodeBuild project name has 2 to 255 letters, digits, hyphens and underscores, and begins with a letter or digit',
  );

/** A check's name stands in the comment, in badge addresses and in a build's environment: keep it plain. */
const CheckName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'a check name has 1 to 40 lower-case letters, digits and hyphens, and begins with a letter or digit',
  );

const BranchPattern = z
  .string()
  .min(1, 'a branch name or a pattern such as release/* is needed')
  .max(256, 'a branch name has at most 256 characters')
  .refine((branch) => !branch.startsWith('refs/'), 'write the branch without refs/heads/')
  .refine(
    (branch) => !/[\s~^:?[\\]|\.\./.test(branch),
    'git allows no such branch name; only * is a wildcard',
  );

/**
 * CodeBuild takes whole minutes, 5 to 2160 (`timeoutInMinutesOverride`).
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html
 */
const BuildTimeout = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined && ms % MINUTE_MS === 0 && ms >= 5 * MINUTE_MS && ms <= 2160 * MINUTE_MS) return ms;
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'a build time-out is a duration of whole minutes between 5m and 36h, such as 10m or 2h',
  });
  return z.NEVER;
});

const Build = z
  .strictObject({
    project: ProjectName.describe('The CodeBuild project that is started for each revision.'),
    timeout: BuildTimeout.optional().describe(
      "How long the build may take; the project's own when left out.",
    ),
  })
  .transform(({ project, timeout }) =>
    timeout === undefined ? { project } : { project, timeoutMs: timeout },
  );

const PullRequests = z
  .strictObject({
    into: z
      .array(BranchPattern)
      .min(1, 'name at least one branch, or leave the key out for all')
      .max(50, 'at most 50 branch patterns')
      .default(['*'])
      .describe('Destination branches whose pull requests are built; * stands for any text.'),
    builds: z
      .record(CheckName, Build)
      .refine((builds) => countBetween(builds, 1, 20), 'name 1 to 20 builds')
      .describe('One entry per check: its name, and the build that answers it.'),
  })
  .describe('What happens to pull requests.');

const Repository = z
  .strictObject({ 'pull-requests': PullRequests })
  .transform((repository) => ({ pullRequests: repository['pull-requests'] }));

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

/** A regular expression, compiled with the flags `gu` where it is used. */
const RedactionPattern = z
  .string()
  .max(200, 'a pattern has at most 200 characters')
  .superRefine((source, context) => {
    const reason = rejectRedactionPattern(source);
    if (reason !== undefined) context.addIssue(`the pattern ${reason}`);
  });

/**
 * `drawbridge.yml`: what a team may write, and what is made of it. Strict: a key that is not here is a problem.
 * Rules that hold between entries are in `cross-check.ts`, so that they are reported beside every other problem.
 */
export const Config = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    repositories: z
      .record(RepositoryName, Repository)
      .refine((repositories) => countBetween(repositories, 1, 200), 'name 1 to 200 repositories')
      .describe('The CodeCommit repositories that are looked after, by name.'),
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
  .transform(({ version, repositories, replication, backup, redact, deploy, ...rest }) => ({
    version,
    repositories,
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

function countBetween(map: object, least: number, most: number): boolean {
  const count = Object.keys(map).length;
  return count >= least && count <= most;
}
