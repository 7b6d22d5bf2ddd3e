import { defineOperation } from '../../../kernel/service.ts';
import { projectArn, projectNameOf } from '../names.ts';
import { codebuildState } from '../state.ts';

/** Deletes a project; its builds stay. One that does not exist is no error, as on AWS. */
export const deleteProject = defineOperation<{ name: string }, Record<string, never>>({
  resources: (input, scope) => projectArn(scope, input.name),
  handle(input, scope) {
    codebuildState(scope).projects.delete(projectNameOf(input.name));
    return {};
  },
});
