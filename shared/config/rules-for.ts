import { findEntry, isPattern } from './find-entry.ts';
import { projectFor, repositoryIn } from './project-template.ts';
import type { PullRequestRules, RepositoryEntry } from './repositories.ts';

/** The part of the configuration that tells what is done for a repository. */
export interface Repositories {
  readonly repositories: Readonly<Record<string, RepositoryEntry>>;
}

/** What holds for one repository, and the entry of `drawbridge.yml` that says so. */
export interface RepositoryRules {
  readonly entry: string;
  /** With the names of the projects filled in. */
  readonly pullRequests: PullRequestRules;
}

/** The one check that a project answers. */
export interface AnsweredCheck {
  readonly entry: string;
  readonly repository: string;
  readonly check: string;
}

/**
 * What the stack of a Region does for a repository; nothing when it falls under no entry, or under one of another
 * Region. A repository that did not exist when the stack was deployed is looked up like any other.
 */
export function rulesFor(
  { repositories }: Repositories,
  repository: string,
  region: string,
): RepositoryRules | undefined {
  const entry = findEntry(repositories, repository);
  const found = entry === undefined ? undefined : repositories[entry];
  if (entry === undefined || found === undefined || !isIn(found, region)) return undefined;
  const builds = Object.entries(found.pullRequests.builds).map(([check, build]) => [
    check,
    { ...build, project: projectFor(build.project, repository) },
  ]);
  return { entry, pullRequests: { ...found.pullRequests, builds: Object.fromEntries(builds) } };
}

/** Which check of which repository a project answers in a Region; nothing when it is no project of ours. */
export function checkFor(
  { repositories }: Repositories,
  project: string,
  region: string,
): AnsweredCheck | undefined {
  for (const [entry, found] of Object.entries(repositories)) {
    if (!isIn(found, region)) continue;
    for (const [check, build] of Object.entries(found.pullRequests.builds)) {
      const repository = isPattern(entry) ? repositoryIn(build.project, project) : entry;
      if (repository === undefined || projectFor(build.project, repository) !== project) continue;
      if (findEntry(repositories, repository) === entry) return { entry, repository, check };
    }
  }
  return undefined;
}

/** The entries that the stack of a Region looks after; those that name no Region belong to every stack. */
export function entriesIn(
  { repositories }: Repositories,
  region: string,
): readonly (readonly [string, RepositoryEntry])[] {
  return Object.entries(repositories).filter(([, entry]) => isIn(entry, region));
}

/** The repositories of a Region that have an entry of their own. Others may fit a pattern. */
export function namedRepositories(config: Repositories, region: string): string[] {
  return entriesIn(config, region).flatMap(([name]) => (isPattern(name) ? [] : [name]));
}

/** Whether repositories of a Region may fit a pattern. */
export function hasPatterns(config: Repositories, region: string): boolean {
  return entriesIn(config, region).some(([name]) => isPattern(name));
}

/** Those of these repositories that the stack of a Region looks after. */
export function repositoriesIn(config: Repositories, names: readonly string[], region: string): string[] {
  return names.filter((name) => rulesFor(config, name, region) !== undefined);
}

/** The projects that answer checks of these repositories. */
export function projectsOf(config: Repositories, repositories: readonly string[], region: string): string[] {
  return repositories.flatMap((repository) => {
    const builds = rulesFor(config, repository, region)?.pullRequests.builds ?? {};
    return Object.values(builds).map(({ project }) => project);
  });
}

function isIn({ regions }: RepositoryEntry, region: string): boolean {
  return regions === undefined || regions.includes(region);
}
