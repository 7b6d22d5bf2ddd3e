import { commonText } from '../shared/config/common-text.ts';
import { projectFor } from '../shared/config/project-template.ts';
import type { RepositoryEntry } from '../shared/config/repositories.ts';

/** What `except` leaves out of a pattern, and the projects that the pattern would have for it. */
export interface ExceptedName {
  readonly name: string;
  readonly projects: readonly string[];
}

/**
 * The exceptions that a role can be denied: those that no other entry may mean. The others are left to the functions,
 * which look every repository up before they do anything.
 */
export function exceptedNames(
  entries: readonly (readonly [string, RepositoryEntry])[],
): readonly ExceptedName[] {
  return entries.flatMap(([pattern, { except = [], pullRequests }]) => {
    if (except.length === 0) return [];
    const others = entries.filter(([name]) => name !== pattern);
    const usedProjects = others.flatMap(([name, entry]) => projectsOf(name, entry.pullRequests.builds));
    return except
      .filter((name) => others.every(([other]) => commonText([[name], [other]]) === undefined))
      .map((name) => ({
        name,
        projects: projectsOf(name, pullRequests.builds).filter((project) =>
          usedProjects.every((used) => commonText([[project], [used]]) === undefined),
        ),
      }));
  });
}

function projectsOf(name: string, builds: RepositoryEntry['pullRequests']['builds']): string[] {
  return Object.values(builds).map(({ project }) => projectFor(project, name));
}
