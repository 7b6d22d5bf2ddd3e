import { checkFor, type Repositories, rulesFor } from '../../shared/config/rules-for.ts';
import type { PullRequestRequest } from './event.ts';

/**
 * Why an event is left alone before anything is read: it is of a repository or a project that is not looked after.
 * Rules let such events through where they hold beginnings of names. Nothing when it may concern us.
 */
export function notOurs(
  { repository, project }: PullRequestRequest,
  config: Repositories,
  region: string,
): { readonly reason: string; readonly effects: readonly [] } | undefined {
  if (repository !== undefined && rulesFor(config, repository, region) === undefined)
    return { reason: `repository ${repository} is not in drawbridge.yml for ${region}`, effects: [] };
  if (project !== undefined && checkFor(config, project, region) === undefined)
    return { reason: `project ${project} is not in drawbridge.yml for ${region}`, effects: [] };
  return undefined;
}
