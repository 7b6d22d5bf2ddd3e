import { loadConfig } from '../../shared/config/load.ts';
import type { Config } from '../../shared/config/schema.ts';

/** How the repositories of a fleet are written down: each by its name, or all by one pattern. */
export type Writing = 'listed' | 'by one pattern';

/** The checks of each repository. */
export const checks = ['unit', 'lint'] as const;

/** The name of a repository, counted from 0. */
export function repositoryNamed(index: number): string {
  return `service-${String(index).padStart(4, '0')}`;
}

/** The project that answers a repository's check. */
export function projectNamed(repository: string, check: string): string {
  return `${repository}-${check}`;
}

/** A `drawbridge.yml` that looks after so many repositories with two checks each. */
export function fleetFile(repositories: number, writing: Writing): string {
  const entry = (name: string, inProject: string) => [
    `  ${name}:`,
    '    pull-requests:',
    '      builds:',
    ...checks.map((check) => `        ${check}: { project: "${projectNamed(inProject, check)}" }`),
  ];
  const entries =
    writing === 'listed'
      ? Array.from({ length: repositories }, (_, index) => repositoryNamed(index)).flatMap((name) =>
          entry(name, name),
        )
      : entry('"service-*"', '{repository}');
  return ['version: 1', 'repositories:', ...entries, ''].join('\n');
}

/** What the functions make of that file. */
export function fleetConfig(repositories: number, writing: Writing): Config {
  const loaded = loadConfig(fleetFile(repositories, writing));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.config;
}
