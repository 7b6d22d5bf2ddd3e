const PLACE = '{repository}';

/** Whether the name of a project depends on the repository's. */
export function isTemplate(project: string): boolean {
  return project.includes(PLACE);
}

/** The name of the project for one repository, or for a pattern the pattern of all their names. */
export function projectFor(project: string, repository: string): string {
  return project.replace(PLACE, () => repository);
}

/** The repository for which the template gives this project; nothing when it gives it for none. */
export function repositoryIn(template: string, project: string): string | undefined {
  const [head = '', tail] = template.split(PLACE);
  if (tail === undefined || project.length <= head.length + tail.length) return undefined;
  if (!project.startsWith(head) || !project.endsWith(tail)) return undefined;
  return project.slice(head.length, project.length - tail.length);
}
