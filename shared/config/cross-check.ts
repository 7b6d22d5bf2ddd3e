import type { ConfigPath } from './problem.ts';

/**
 * Finds build projects that are named more than once: a build's event tells only its project, so a project
 * must lead to exactly one check. Takes the file as it was read, so that it works beside every other problem.
 */
export function findRepeatedProjects(file: unknown): { path: ConfigPath; message: string }[] {
  const firstUses = new Map<string, string>();
  const problems: { path: ConfigPath; message: string }[] = [];
  for (const [repository, settings] of entriesOf(property(file, 'repositories')))
    for (const [check, build] of entriesOf(property(property(settings, 'pull-requests'), 'builds'))) {
      const project = property(build, 'project');
      if (typeof project !== 'string') continue;
      const firstUse = firstUses.get(project);
      if (firstUse === undefined) firstUses.set(project, `check ${check} of repository ${repository}`);
      else
        problems.push({
          path: ['repositories', repository, 'pull-requests', 'builds', check, 'project'],
          message: `project ${project} already answers ${firstUse}; give each check a project of its own, for a build's event tells only its project`,
        });
    }
  return problems;
}

function property(value: unknown, key: string): unknown {
  return entriesOf(value).find(([name]) => name === key)?.[1];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
