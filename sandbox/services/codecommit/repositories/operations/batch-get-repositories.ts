import type { BatchGetRepositoriesInput, BatchGetRepositoriesOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { codeCommitState } from '../../state.ts';
import { checkRepositoryName, repositoryArn, repositoryMetadata } from '../repositories.ts';

/** Shows up to 100 repositories; names that do not exist are listed apart. */
export const batchGetRepositories = defineOperation<BatchGetRepositoriesInput, BatchGetRepositoriesOutput>({
  resources: (input, context) => (input.repositoryNames ?? []).map((name) => repositoryArn(context, name)),
  handle(input, context) {
    const names = input.repositoryNames ?? [];
    if (names.length === 0)
      throw codeCommitError('RepositoryNamesRequired', 'At least one repository name is required.');
    if (names.length > 100)
      throw codeCommitError('MaximumRepositoryNamesExceeded', 'At most 100 repository names are allowed.');
    const { repositories } = codeCommitState(context);
    const known = names.flatMap((name) => repositories.get(checkRepositoryName(name)) ?? []);
    return {
      repositories: known.map((repository) => repositoryMetadata(context, repository)),
      repositoriesNotFound: names.filter((name) => !repositories.has(name)),
      errors: [],
    };
  },
});
