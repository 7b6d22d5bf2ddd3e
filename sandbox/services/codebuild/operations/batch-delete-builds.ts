import { defineOperation } from '../../../kernel/service.ts';
import type { Scope } from '../../../kernel/world.ts';
import { buildIdOf, projectArnOfBuild } from '../names.ts';
import { requireHundredAtMost } from '../page.ts';
import { codebuildState } from '../state.ts';

interface Output {
  buildsDeleted: string[];
  buildsNotDeleted: { id: string; statusCode: string }[];
}

/** Deletes builds that have ended; the others are listed with the reason (its words are unconfirmed). */
export const batchDeleteBuilds = defineOperation<{ ids: string[] }, Output>({
  resources: (input, scope) =>
    requireHundredAtMost('ids', input.ids).map((id) => projectArnOfBuild(scope, id)),
  handle({ ids }, scope) {
    const output: Output = { buildsDeleted: [], buildsNotDeleted: [] };
    for (const given of requireHundredAtMost('ids', ids)) {
      const id = buildIdOf(given);
      const obstacle = obstacleTo(scope, id);
      if (obstacle) {
        output.buildsNotDeleted.push({ id, statusCode: obstacle });
        continue;
      }
      codebuildState(scope).builds.delete(id);
      codebuildState(scope).requests.delete(id);
      output.buildsDeleted.push(id);
    }
    return output;
  },
});

function obstacleTo(scope: Scope, id: string): string | undefined {
  const build = codebuildState(scope).builds.get(id);
  if (!build) return 'BUILD_NOT_FOUND';
  return build.buildComplete ? undefined : 'BUILD_IN_PROGRESS';
}
