import type { UpdateRepositoryDescriptionInput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf, touchRepository } from '../repositories.ts';

/** Sets or, without one, removes the description. */
export const updateRepositoryDescription = defineOperation<UpdateRepositoryDescriptionInput, void>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  handle(input, context) {
    const repository = repositoryOf(context, input.repositoryName);
    if ((input.repositoryDescription?.length ?? 0) > 1000)
      throw codeCommitError('InvalidRepositoryDescription', 'A description has at most 1,000 characters.');
    repository.description = input.repositoryDescription;
    touchRepository(context, repository);
  },
});
