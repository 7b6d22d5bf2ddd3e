import type { CreateRepositoryInput, CreateRepositoryOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { codeCommitState } from '../../state.ts';
import { newRepository } from '../new-repository.ts';
import { checkRepositoryName, repositoryArn, repositoryMetadata } from '../repositories.ts';

/** Makes an empty repository; throws RepositoryNameExists. */
export const createRepository = defineOperation<CreateRepositoryInput, CreateRepositoryOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle({ repositoryDescription: description, tags = {}, ...input }, context) {
    const name = checkRepositoryName(input.repositoryName);
    if (codeCommitState(context).repositories.has(name))
      throw codeCommitError('RepositoryNameExists', `Repository named ${name} already exists`);
    if ((description?.length ?? 0) > 1000)
      throw codeCommitError('InvalidRepositoryDescription', 'A description has at most 1,000 characters.');
    const repository = await newRepository(context, { name, description, tags });
    return { repositoryMetadata: repositoryMetadata(context, repository) };
  },
});
