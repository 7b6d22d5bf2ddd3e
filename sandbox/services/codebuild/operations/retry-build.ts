import { defineOperation } from '../../../kernel/service.ts';
import type { Build } from '../build.ts';
import { initiatorOf } from '../initiator.ts';
import { findBuild, invalidInput, projectArnOfBuild } from '../names.ts';
import { startAgain } from '../start.ts';

interface Input {
  id?: string;
  idempotencyToken?: string;
}

/** Starts a new build, with an id of its own, of the same source version and overrides. */
export const retryBuild = defineOperation<Input, { build: Build }>({
  resources: (input, scope) => projectArnOfBuild(scope, input.id ?? ''),
  handle({ id, idempotencyToken }, context) {
    if (id === undefined) throw invalidInput('Give the id of the build to retry');
    return startAgain(context, findBuild(context, id), {
      initiator: initiatorOf(context.principal),
      ...(idempotencyToken === undefined ? {} : { idempotencyToken }),
    });
  },
});
