import type { GetRepositoryInput, GetRepositoryOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { repositoryArn, repositoryMetadata, repositoryOf } from '../repositories.ts';

/** Shows one repository. */
export const getRepository = defineOperation<GetRepositoryInput, GetRepositoryOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  handle: (input, context) => ({
    repositoryMetadata: repositoryMetadata(context, repositoryOf(context, input.repositoryName)),
  }),
});
