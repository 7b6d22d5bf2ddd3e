import { defineOperation } from '../../../kernel/service.ts';
import { pageOf } from '../page.ts';
import { codebuildState } from '../state.ts';

interface Input {
  sortBy?: 'NAME' | 'CREATED_TIME' | 'LAST_MODIFIED_TIME';
  sortOrder?: 'ASCENDING' | 'DESCENDING';
  nextToken?: string;
}

interface Output {
  projects: string[];
  nextToken?: string;
}

export const listProjects = defineOperation<Input, Output>({
  resources: () => '*',
  handle({ sortBy = 'NAME', sortOrder = 'ASCENDING', nextToken }, scope) {
    const projects = [...codebuildState(scope).projects.values()].sort((one, other) => {
      if (sortBy === 'CREATED_TIME') return one.created.getTime() - other.created.getTime();
      if (sortBy === 'LAST_MODIFIED_TIME') {
        return one.lastModified.getTime() - other.lastModified.getTime();
      }
      return one.name < other.name ? -1 : 1;
    });
    const names = projects.map(({ name }) => name);
    if (sortOrder === 'DESCENDING') names.reverse();
    const { page, ...rest } = pageOf(names, { nextToken });
    return { projects: page, ...rest };
  },
});
