import type { BatchGetCommitsInput, BatchGetCommitsOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../../kernel/service.ts';
import { codeCommitError } from '../../errors.ts';
import { repositoryArn, repositoryOf } from '../../repositories/repositories.ts';
import { apiCommit, isCommitId, readCommit } from '../commits.ts';

/** Shows up to 100 commits; what cannot be shown is an item of `errors`. */
export const batchGetCommits = defineOperation<BatchGetCommitsInput, BatchGetCommitsOutput>({
  resources: (input, context) => repositoryArn(context, input.repositoryName),
  async handle(input, context) {
    const ids = input.commitIds ?? [];
    if (ids.length === 0)
      throw codeCommitError(
        'CommitIdsListRequired',
        'A list of commit IDs is required, and the request has none.',
      );
    if (ids.length > 100)
      throw codeCommitError('CommitIdsLimitExceeded', 'At most 100 commit IDs are allowed.');
    const repository = repositoryOf(context, input.repositoryName);
    const commits: NonNullable<BatchGetCommitsOutput['commits']> = [];
    const errors: NonNullable<BatchGetCommitsOutput['errors']> = [];
    for (const id of ids) {
      const commit = isCommitId(id) ? await readCommit(context, repository.name, id) : undefined;
      if (commit !== undefined) commits.push(apiCommit(id, commit));
      else
        errors.push({
          commitId: id,
          errorCode: isCommitId(id) ? 'CommitIdDoesNotExistException' : 'InvalidCommitIdException',
          errorMessage: `${id} names no commit of ${repository.name}.`,
        });
    }
    return { commits, errors };
  },
});
