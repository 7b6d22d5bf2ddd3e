import { checkFor, type Repositories, rulesFor } from '../../shared/config/rules-for.ts';
import { textAt, valueAt } from './json-object.ts';

/**
 * The entry of `drawbridge.yml` that the repository or project of an event falls under in the event's Region, or that
 * there is none. Nothing for an event that is not of one repository or project.
 */
export function entryOf(event: unknown, config: Repositories): string | undefined {
  const region = textAt(event, 'region') ?? '';
  const project = textAt(event, 'detail.project-name');
  if (project !== undefined) {
    const answered = checkFor(config, project, region);
    if (answered === undefined) return `none: drawbridge.yml names no such project for ${region}`;
    return `${answered.entry} (check ${answered.check} of ${answered.repository})`;
  }
  const repositories = valueAt(event, 'detail.repositoryNames');
  const repository: unknown = Array.isArray(repositories) ? repositories[0] : undefined;
  if (typeof repository !== 'string') return undefined;
  const found = rulesFor(config, repository, region);
  return found?.entry ?? `none: drawbridge.yml names no such repository for ${region}`;
}
