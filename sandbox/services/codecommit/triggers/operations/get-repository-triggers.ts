import type {
  GetRepositoryTriggersInput,
  GetRepositoryTriggersOutput,
  RepositoryTrigger,
} from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';

/** Shows the triggers of a repository. */
export const getRepositoryTriggers = defineOperation<GetRepositoryTriggersInput, GetRepositoryTriggersOutput>(
  {
    resources: (input, context) => repositoryArn(context, input.repositoryName),
    handle(input, context) {
      const { configurationId, list } = repositoryOf(context, input.repositoryName).triggers;
      const triggers = list.map((trigger) => ({
        ...trigger,
        branches: [...trigger.branches],
        // Only names of the API's own were taken in.
        events: [...trigger.events] as RepositoryTrigger['events'],
      }));
      return { configurationId, triggers };
    },
  },
);
