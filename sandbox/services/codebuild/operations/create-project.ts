import { AwsError } from '../../../kernel/errors.ts';
import { defineOperation } from '../../../kernel/service.ts';
import { projectArn } from '../names.ts';
import type { Project, ProjectInput } from '../project.ts';
import { saveProject } from '../save-project.ts';
import { codebuildState } from '../state.ts';

export const createProject = defineOperation<ProjectInput, { project: Project }>({
  resources: (input, scope) => projectArn(scope, input.name),
  handle(input, scope) {
    if (codebuildState(scope).projects.has(input.name)) {
      throw new AwsError(
        'ResourceAlreadyExistsException',
        `Project already exists: ${projectArn(scope, input.name)}`,
      );
    }
    return { project: saveProject(scope, input) };
  },
});
