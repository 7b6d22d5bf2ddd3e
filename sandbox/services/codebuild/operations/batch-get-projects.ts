import { defineOperation } from '../../../kernel/service.ts';
import { projectArn, projectNameOf } from '../names.ts';
import { requireHundredAtMost } from '../page.ts';
import type { Project } from '../project.ts';
import { codebuildState } from '../state.ts';

interface Output {
  projects: Project[];
  projectsNotFound: string[];
}

export const batchGetProjects = defineOperation<{ names: string[] }, Output>({
  resources: (input, scope) =>
    requireHundredAtMost('names', input.names).map((name) => projectArn(scope, name)),
  handle({ names }, scope) {
    const { projects } = codebuildState(scope);
    const known = (name: string) => projects.get(projectNameOf(name));
    return {
      projects: requireHundredAtMost('names', names).flatMap((name) => known(name) ?? []),
      projectsNotFound: names.filter((name) => known(name) === undefined),
    };
  },
});
