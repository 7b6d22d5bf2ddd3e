import type { PutRepositoryTriggersInput, PutRepositoryTriggersOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { readTriggers } from '../triggers.ts';

/** Replaces all triggers of a repository. */
export const putRepositoryTriggers = defineOperation<PutRepositoryTriggersInput, PutRepositoryTriggersOutput>(
  {
    resources: (input, context) => repositoryArn(context, input.repositoryName),
    handle(input, context) {
      const repository = repositoryOf(context, input.repositoryName);
      const configurationId = context.world.ids.uuid();
      repository.triggers = { configurationId, list: readTriggers(input.triggers) };
      return { configurationId };
    },
  },
);
