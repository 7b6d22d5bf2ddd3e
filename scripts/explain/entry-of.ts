import { checkFor, rulesFor } from '../../shared/config/rules-for.ts';
import type { Config } from '../../shared/config/schema.ts';
import { textAt, valueAt } from './json-object.ts';

/**
 * The entry of `drawbridge.yml` that the repository or project of an event falls under in the event's Region, for a
 * reference the replications that carry it on, or that
 * there is none. Nothing for an event that is not of one repository or project.
 */
export function entryOf(event: unknown, config: Config): string | undefined {
  const region = textAt(event, 'region') ?? '';
  const project = textAt(event, 'detail.project-name');
  if (project !== undefined) {
    const answered = checkFor(config, project, region);
    if (answered === undefined) return `none: drawbridge.yml names no such project for ${region}`;
    return `${answered.entry} (check ${answered.check} of ${answered.repository})`;
  }
  const repository = repositoryOf(event);
  if (repository === undefined) return undefined;
  if (textAt(event, 'detail-type') === 'CodeCommit Repository State Change')
    return replicationsOf(repository, config, region);
  const found = rulesFor(config, repository, region);
  return found?.entry ?? `none: drawbridge.yml names no such repository for ${region}`;
}

function replicationsOf(repository: string, { replication }: Config, region: string): string {
  const names = Object.entries(replication).flatMap(([name, one]) =>
    one.repository === repository && one.from === region ? [name] : [],
  );
  if (names.length === 0) return `none: drawbridge.yml replicates no such repository from ${region}`;
  return names.map((name) => `replication.${name}`).join(', ');
}

/** Events of pull requests name a list, all others one. */
function repositoryOf(event: unknown): string | undefined {
  const names = valueAt(event, 'detail.repositoryNames');
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' ? first : textAt(event, 'detail.repositoryName');
}
