import type { DeleteRepositoryInput, DeleteRepositoryOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../kernel/service.ts';
import { gitBackend, placeOf } from '../git-backend.ts';
import { checkRepositoryName, repositoryArn } from '../repositories.ts';
import { codeCommitState } from '../state.ts';

/** Removes a repository with its pull requests and comments; gives no id when there was none. */
export const deleteRepository = defineOperation<DeleteRepositoryInput, DeleteRepositoryOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const name = checkRepositoryName(input.repositoryName);
    const state = codeCommitState(context);
    const repository = state.repositories.get(name);
    if (repository === undefined) return {};
    state.repositories.delete(name);
    for (const [id, { repositoryName }] of state.pullRequests)
      if (repositoryName === name) state.pullRequests.delete(id);
    for (const [id, { subject }] of state.comments)
      if (subject.repositoryName === name) state.comments.delete(id);
    await gitBackend.of(context.world).remove(placeOf(context, name));
    return { repositoryId: repository.id };
  },
});
