import { checkFor, type Repositories, rulesFor } from './rules-for.ts';

/**
 * Why the stack of a Region leaves a repository or a project alone: it is in no entry of `drawbridge.yml`. Nothing when
 * it looks after it. Rules let events of others through where they hold beginnings of names.
 */
export function whyNotOurs(
  { repository, project }: { readonly repository?: string; readonly project?: string },
  config: Repositories,
  region: string,
): string | undefined {
  if (repository !== undefined && rulesFor(config, repository, region) === undefined)
    return `repository ${repository} is not in drawbridge.yml for ${region}`;
  if (project !== undefined && checkFor(config, project, region) === undefined)
    return `project ${project} is not in drawbridge.yml for ${region}`;
  return undefined;
}
