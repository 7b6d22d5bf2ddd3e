import * as z from 'zod';
import { defined } from '../core/defined.ts';
import { DurationText, parseDuration } from './duration.ts';
import { RegionName } from './region-name.ts';
import { RepositoryPattern } from './repository-name.ts';

const MINUTE_MS = 60_000;

/** What is done for pull requests of a repository. */
export interface PullRequestRules {
  /** Patterns of destination branches. */
  readonly into: readonly string[];
  readonly builds: Readonly<Record<string, { readonly project: string; readonly timeoutMs?: number }>>;
}

/** One entry of `repositories`, with the defaults in it; projects may still be templates. */
export interface RepositoryEntry {
  readonly except?: readonly string[];
  readonly regions?: readonly string[];
  readonly pullRequests: PullRequestRules;
}

/**
 * CodeBuild's rule for project names; the repository's name may be part of it.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html
 */
const ProjectName = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9]|\{repository\})(?:[A-Za-z0-9_-]|\{repository\})*$/,
    'a CodeBuild project name holds only letters, digits, hyphens and underscores, and begins with a letter or digit; {repository} in it stands for the name of the repository',
  )
  .refine(
    (text) => text.length >= 2 && text.replace('{repository}', '').length <= 150,
    'a CodeBuild project name has 2 to 150 characters',
  )
  .refine((text) => text.split('{repository}').length <= 2, '{repository} may stand in it once');

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
const BuildTimeout = DurationText.transform((text, context) => {
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
    project: ProjectName.describe(
      'The CodeBuild project that is started for each revision; {repository} in it stands for the name of the repository.',
    ),
    timeout: BuildTimeout.optional().describe(
      "How long the build may take; the project's own when left out.",
    ),
  })
  .transform(({ project, timeout }) =>
    timeout === undefined ? { project } : { project, timeoutMs: timeout },
  );

/** What an entry leaves out comes from `defaults`; that it is nowhere is told by `check-repositories.ts`. */
const shared = {
  'pull-requests': z
    .strictObject({
      into: z
        .array(BranchPattern)
        .min(1, 'name at least one branch, or leave the key out for all')
        .max(50, 'at most 50 branch patterns')
        .optional()
        .describe(
          'Destination branches whose pull requests are built; * stands for any text. All when left out.',
        ),
      builds: z
        .record(CheckName, Build)
        .refine((builds) => countBetween(builds, 1, 20), 'name 1 to 20 builds')
        .optional()
        .describe('One entry per check: its name, and the build that answers it.'),
    })
    .optional()
    .describe('What happens to pull requests.'),
  regions: z
    .array(RegionName)
    .min(1, 'name at least one Region, or leave the key out for every Region that the file is deployed to')
    .optional()
    .describe(
      'The Regions whose stacks look after it; every Region that the file is deployed to when left out.',
    ),
};

/** What holds for every repository whose entry does not say otherwise. */
export const Defaults = z.strictObject(shared).prefault({});

const Entry = z
  .strictObject({
    ...shared,
    except: z
      .array(RepositoryPattern)
      .min(1, 'name at least one repository, or leave the key out')
      .max(100, 'at most 100 exceptions')
      .optional()
      .describe('Repositories that fit the pattern and are not meant, by name or pattern.'),
  })
  .nullable();

/** The `repositories` part of `drawbridge.yml`; what must hold between entries is in `check-repositories.ts`. */
export const Repositories = z
  .record(RepositoryPattern, Entry)
  .refine((repositories) => countBetween(repositories, 1, 2000), 'name 1 to 2,000 repositories');

/** Puts the defaults into the entries: what an entry says replaces them, key by key. */
export function withDefaults(
  repositories: z.output<typeof Repositories>,
  defaults: z.output<typeof Defaults>,
): Record<string, RepositoryEntry> {
  const entries = Object.entries(repositories).map(([name, own]): [string, RepositoryEntry] => {
    const { regions, except } = { ...defaults, ...own, except: own?.except };
    const { into = ['*'], builds = {} } = { ...defaults['pull-requests'], ...own?.['pull-requests'] };
    return [name, defined({ except, regions, pullRequests: { into, builds } })];
  });
  return Object.fromEntries(entries);
}

function countBetween(map: object, least: number, most: number): boolean {
  const count = Object.keys(map).length;
  return count >= least && count <= most;
}
