import type { DeleteRepositoryInput, DeleteRepositoryOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { removeRepository } from '../remove-repository.ts';
import { checkRepositoryName, repositoryArn } from '../repositories.ts';

/** Removes a repository with its pull requests and comments; gives no id when there was none. */
export const deleteRepository = defineOperation<DeleteRepositoryInput, DeleteRepositoryOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const repositoryId = await removeRepository(context, checkRepositoryName(input.repositoryName));
    return repositoryId === undefined ? {} : { repositoryId };
  },
});
