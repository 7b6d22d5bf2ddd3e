import { defineOperation } from '../../../kernel/service.ts';
import type { Scope } from '../../../kernel/world.ts';
import { findProject, projectArn } from '../names.ts';
import { pageOf } from '../page.ts';
import { codebuildState } from '../state.ts';

interface Input {
  sortOrder?: 'ASCENDING' | 'DESCENDING';
  nextToken?: string;
}

interface Output {
  ids: string[];
  nextToken?: string;
}

/** Lists the builds of the Region, newest first unless asked otherwise. */
export const listBuilds = defineOperation<Input, Output>({
  resources: () => '*',
  handle: (input, scope) => list(scope, input),
});

/** Lists the builds of one project, newest first unless asked otherwise. */
export const listBuildsForProject = defineOperation<Input & { projectName: string }, Output>({
  resources: (input, scope) => projectArn(scope, input.projectName),
  handle: (input, scope) => list(scope, input, findProject(scope, input.projectName).name),
});

function list(scope: Scope, input: Input, projectName?: string): Output {
  const builds = [...codebuildState(scope).builds.values()];
  const ids = builds
    .filter((build) => projectName === undefined || build.projectName === projectName)
    .map(({ id }) => id);
  if (input.sortOrder !== 'ASCENDING') ids.reverse();
  const { page, ...rest } = pageOf(ids, { nextToken: input.nextToken });
  return { ids: page, ...rest };
}
