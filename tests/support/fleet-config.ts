/** How many repositories are written down: each by its name with its projects, or all by one pattern. */
export type FleetForm = 'by-name' | 'by-pattern';

/** One that fits the pattern and is not meant. */
export const exceptedRepository = 'team-0-service-archive';

/** The name of a repository of the fleet, as an organisation of forty teams may have it. */
export function fleetRepository(index: number): string {
  return `team-${index % 40}-service-${index}`;
}

/** The project that answers one of a repository's two checks. */
export function fleetProject(repository: string, check: 'unit' | 'lint'): string {
  return `${repository}-${check}`;
}

/** The text of a `drawbridge.yml` for so many repositories with two checks each. */
export function fleetConfig(count: number, form: FleetForm): string {
  if (form === 'by-pattern')
    return [
      'version: 1',
      'repositories:',
      '  team-*-service-*:',
      `    except: [${exceptedRepository}]`,
      '    pull-requests:',
      '      builds:',
      '        unit: { project: "{repository}-unit" }',
      '        lint: { project: "{repository}-lint" }',
    ].join('\n');
  const entries = Array.from({ length: count }, (_, index) => {
    const name = fleetRepository(index);
    const builds = (['unit', 'lint'] as const).map(
      (check) => `${check}: { project: ${fleetProject(name, check)} }`,
    );
    return `  ${name}: { pull-requests: { builds: { ${builds.join(', ')} } } }`;
  });
  return ['version: 1', 'repositories:', ...entries].join('\n');
}
