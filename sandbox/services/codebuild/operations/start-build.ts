import { defineOperation } from '../../../kernel/service.ts';
import type { Build } from '../build.ts';
import { initiatorOf } from '../initiator.ts';
import { projectArn } from '../names.ts';
import { startBuild as start } from '../start.ts';
import type { StartBuildInput } from '../start-build-input.ts';

export const startBuild = defineOperation<StartBuildInput, { build: Build }>({
  resources: (input, scope) => projectArn(scope, input.projectName),
  handle: (input, context) => start(context, input, initiatorOf(context.principal)),
});
