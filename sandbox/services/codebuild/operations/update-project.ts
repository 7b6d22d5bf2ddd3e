import { defineOperation } from '../../../kernel/service.ts';
import { findProject, projectArn } from '../names.ts';
import type { Project, ProjectInput } from '../project.ts';
import { saveProject } from '../save-project.ts';

type Input = Partial<ProjectInput> & { name: string };

/** Replaces the settings that are given; builds that run keep the ones they started with. */
export const updateProject = defineOperation<Input, { project: Project }>({
  resources: (input, scope) => projectArn(scope, input.name),
  handle(input, scope) {
    const { badge, ...current } = findProject(scope, input.name);
    const badgeEnabled = input.badgeEnabled ?? badge.badgeEnabled;
    return { project: saveProject(scope, { ...current, ...input, badgeEnabled }) };
  },
});
