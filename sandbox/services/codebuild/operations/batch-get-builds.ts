import { defineOperation } from '../../../kernel/service.ts';
import { type Build, snapshotOf } from '../build.ts';
import { buildIdOf, projectArnOfBuild } from '../names.ts';
import { requireHundredAtMost } from '../page.ts';
import { codebuildState } from '../state.ts';

interface Output {
  builds: Build[];
  buildsNotFound: string[];
}

/** Gives up to 100 builds by id or ARN; what is unknown is listed and no error. */
export const batchGetBuilds = defineOperation<{ ids: string[] }, Output>({
  resources: (input, scope) =>
    requireHundredAtMost('ids', input.ids).map((id) => projectArnOfBuild(scope, id)),
  handle({ ids }, scope) {
    const { builds } = codebuildState(scope);
    const known = requireHundredAtMost('ids', ids).map((id) => builds.get(buildIdOf(id)));
    return {
      builds: known.flatMap((build) => (build ? [snapshotOf(build)] : [])),
      buildsNotFound: ids.filter((_id, index) => known[index] === undefined),
    };
  },
});
